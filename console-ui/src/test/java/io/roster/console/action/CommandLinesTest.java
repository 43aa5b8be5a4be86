/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.action;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.menubar.MenuBar;
import io.roster.console.list.RowActions;
import io.roster.console.testing.ConsoleTest;
import io.roster.console.ui.CopyText;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLinesTest extends ConsoleTest {

  @Test
  void a_row_of_the_workers_offers_its_commands_to_a_viewer_too() {
    logInAs("vera");
    registry.register("w-1");
    open("workers");
    pass(Duration.ofSeconds(1));
    MenuBar menu =
        (MenuBar) GridKt._getCellComponent(one(Grid.class, "workers-grid"), 0, RowActions.COLUMN);
    MenuItem item = menu.getItems().get(0).getSubMenu().getItems().get(0);
    ComponentUtil.fireEvent(item, new ClickEvent<>(item));

    assertThat(shown("command-lines")).isTrue();
    assertThat(_find(CopyText.class).get(0).text())
        .isEqualTo(
            "grpcurl -plaintext -H \"roster-actor: $USER\" -d '{\"worker_id\":\"w-1\","
                + "\"intent\":{\"reason\":\"say why\",\"idempotency_key\":\"'\"$(uuidgen)\"'\"}}'"
                + " 10.0.0.1:50051 roster.v1.OperatorService/RequestResync");
  }

  @Test
  void a_name_cannot_break_out_of_its_quotes() {
    assertThat(lines().ofWorker("w'; reboot; '\"$(id)").get(1).command())
        .contains("{\"worker_id\":\"w'\"'\"'; reboot; '\"'\"'\\\"$(id)\"")
        .endsWith(" 10.0.0.1:50051 roster.v1.OperatorService/DrainWorker");
  }

  @Test
  void a_protected_registry_is_spoken_to_as_it_wants() {
    registry.settings.addAll(
        Settings.read(
                RegistrySettings.TABLE,
                Map.of(
                    "roster.database.url", "jdbc:postgresql:roster",
                    "roster.grpc.tls-cert", "/etc/roster/server.pem",
                    "roster.grpc.tls-key", "/etc/roster/server.key",
                    "roster.security.token-file", "/etc/roster/token"))
            .effective());

    assertThat(lines().ofReplica("r-1").get(0).command())
        .startsWith("grpcurl -cacert ca.pem -H \"x-tensorcast-cluster-token: $TOKEN\"")
        .doesNotContain("-plaintext")
        .endsWith("EvictReplica");
  }

  private CommandLines lines() {
    return CommandLines.of(registry.asRegistry());
  }
}
