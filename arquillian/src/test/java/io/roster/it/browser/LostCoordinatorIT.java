/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.roster.it.client.Daemon;
import io.roster.it.client.Pulse;
import io.roster.it.client.Replica;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.it.product.Pair;
import io.roster.it.product.PairedCoordinator;
import io.roster.it.product.Registry;
import io.roster.it.product.SignInProvider;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The coordinator in front of which somebody sits dies under their hands. */
class LostCoordinatorIT extends BrowserTest {

  /** Nothing comes for some seconds, then the page asks for some more. */
  private static final double PATIENCE_MS = 15_000;

  private static final String REASON = "the last thing before the lights went out";

  @Override
  Registry theRegistry() {
    return Pair.shared().first().registry();
  }

  @Test
  void the_page_says_so_and_the_other_coordinator_shows_the_same_with_the_action_done_once() {
    PairedCoordinator dying = Pair.shared().first();
    Registry other = Pair.shared().second().registry();
    try (Wire wire = Wire.to(other)) {
      Worker worker = Worker.register(wire, Daemon.fresh());
      Replica held = Replica.of(worker.daemon());
      wire.register(held.registration(worker.id()));
      String path =
          "topology?artifact=" + held.artifact() + "&focus=" + worker.id() + "&view=table";
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> wire.beat(worker.id()))) {
        SignInProvider.shared().vouchesFor("Ada", SignInProvider.ADMINS);
        Page page = open(context(), path);
        signOnByKeys(page);
        assertShown(page, worker, held);
        drainByKeys(page, worker);

        dying.kill();

        assertThat(page.getByTestId("live-state"))
            .hasText(
                "disconnected", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
        keep(page, "coordinator-lost");

        page.navigate(address(other, path));
        signOnByKeys(page);
        assertShown(page, worker, held);
        assertThat(page.getByTestId("node-state")).hasText("draining");
        assertThat(page.getByTestId("live-state")).hasText("live");
        page.navigate(address(other, "commands?target=" + worker.id()));
        assertThat(cellOf(page, "commands-grid", "Drain worker " + worker.id())).hasCount(1);
        assertThat(journalled(worker, "worker.draining")).isEqualTo(1);
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker.id());
    } finally {
      dying.start();
    }
  }

  /** Everything that the address says, on the page and in the address. */
  private static void assertShown(Page page, Worker worker, Replica held) {
    for (String part :
        List.of("artifact=" + held.artifact(), "focus=" + worker.id(), "view=table")) {
      assertThat(page).hasURL(Pattern.compile("/console/topology\\?.*" + part));
    }
    assertThat(heading(page)).hasText("Topology");
    assertThat(page.getByTestId("filter-artifact").locator("input")).hasValue(held.artifact());
    assertThat(page.getByTestId("as-table")).hasAttribute("aria-pressed", "true");
    assertThat(page.getByTestId("node-panel").locator("h2").first()).hasText(worker.id());
  }

  private static void drainByKeys(Page page, Worker worker) {
    tabTo(page, "node-drain");
    page.keyboard().press("Enter");
    confirmByKeys(page, REASON);
    assertThat(page.getByTestId("follow-card")).containsText("Drain worker " + worker.id());
    assertThat(page.getByTestId("node-state")).hasText("draining");
  }

  private static long journalled(Worker worker, String kind) {
    return Pair.shared()
        .number("select count(*) from journal where subject = ? and kind = ?", worker.id(), kind);
  }
}
