/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.router.QueryParameters;
import io.roster.console.testing.ConsoleTest;
import io.roster.console.testing.OneOfEach;
import io.roster.registry.cluster.Quarantine;
import io.roster.registry.command.CommandState;
import io.roster.registry.facts.Attention;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every view empty and full, with the database away, and with an id that names nothing. */
class ViewsTest extends ConsoleTest {

  private static final UUID ID = OneOfEach.ID;

  @BeforeEach
  void logIn() {
    logInAs("admin");
  }

  @ParameterizedTest
  @CsvSource({
    "workers, workers-empty",
    "topology, topology-empty",
    "artifacts, artifacts-empty",
    "replicas, replicas-empty",
    "transports, transports-empty",
    "keys, keys-empty",
    "leases, leases-empty",
    "coordinators, coordinators-empty",
    "commands, commands-empty",
    "events, events-empty",
    "audit, audit-empty",
    "accounts, accounts-empty",
    "config, config-empty"
  })
  void an_empty_view_says_why_it_is_empty(String path, String empty) {
    open(path);
    pass(Duration.ofSeconds(1));

    assertThat(shown(empty)).isTrue();
    assertThat(shown(path + "-grid")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workers",
        "artifacts",
        "replicas",
        "transports",
        "keys",
        "leases",
        "coordinators",
        "commands",
        "events",
        "audit",
        "accounts",
        "config"
      })
  void a_full_view_lists_what_there_is(String path) {
    OneOfEach.in(registry);
    open(path);
    pass(Duration.ofSeconds(1));

    assertThat(GridKt._size(one(Grid.class, path + "-grid"))).isPositive();
    assertThat(shown(path + "-empty")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workers",
        "artifacts",
        "replicas",
        "transports",
        "keys",
        "leases",
        "coordinators",
        "commands",
        "events",
        "audit",
        "accounts"
      })
  void with_the_database_away_the_last_rows_stay(String path) {
    OneOfEach.in(registry);
    open(path);
    pass(Duration.ofSeconds(1));
    registry.takeDatabaseAway();
    registry.write("worker.registered", "w-9", "null", "{}");
    pass(Duration.ofSeconds(10));

    assertThat(one(Grid.class, path + "-grid").hasClassName("stale")).isTrue();
    assertThat(shown("database-away")).isTrue();

    registry.bringDatabaseBack();
    pass(Duration.ofSeconds(1));
    assertThat(one(Grid.class, path + "-grid").hasClassName("stale")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workers/nobody",
        "artifacts/nothing",
        "transports/no-uuid",
        "transports/00000000-0000-0000-0000-000000000000",
        "keys/none/such",
        "commands/no-uuid"
      })
  void an_id_that_names_nothing_says_so(String path) {
    open(path);
    pass(Duration.ofSeconds(1));

    assertThat(shown("detail-missing")).isTrue();
    assertThat(shown("detail-all")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workers?q=%3Cscript%3E&state=asleep&sort=beauty&after=!!",
        "replicas?memory=paper&after=zzzz9999_",
        "events?from=yesterday&to=tomorrow",
        "commands?after=1_2_3&state=sad",
        "topology?state=odd&group=none&focus=nobody",
        "audit?result=maybe&from=2026-13-01"
      })
  void a_filter_that_means_nothing_breaks_nothing(String address) {
    int question = address.indexOf('?');
    open(
        address.substring(0, question),
        QueryParameters.fromString(address.substring(question + 1)));
    pass(Duration.ofSeconds(1));

    assertThat(UI.getCurrent().getInternals().getTitle()).endsWith("Roster");
    assertThat(shown("failed")).isFalse();
  }

  @Test
  void a_worker_whose_daemon_is_kept_out_says_why_until_it_is_let_in() {
    WorkerFact worker = registry.register("w-1");
    registry.put(
        worker.keptOut(
            new Quarantine(clock.instant().plusSeconds(30), 31, Duration.ofSeconds(10))));
    open("workers/w-1");
    pass(Duration.ofSeconds(1));

    assertThat(textOf("worker-quarantine")).contains("registered 31 times in 10 s", "kept out");
    assertThat(one(Component.class, "detail-title").getParent().orElseThrow())
        .extracting(heading -> heading.getElement().getTextRecursively())
        .asString()
        .contains("ready, kept out");

    registry.put(worker);
    pass(Duration.ofSeconds(1));
    assertThat(shown("worker-quarantine")).isFalse();
  }

  @Test
  void a_worker_shows_its_heartbeats_inventory_and_memory() {
    registry.register("w-1", WorkerCondition.DRAINING, Sync.STALE);
    open("workers/w-1");
    pass(Duration.ofSeconds(1));

    assertThat(UI.getCurrent().getInternals().getTitle()).isEqualTo("Worker w-1 · Roster");
    assertThat(textOf("worker-sync")).isEqualTo("stale");
    assertThat(textOf("worker-expected")).isEqualTo("42");
    assertThat(textOf("worker-acknowledged")).isEqualTo("41");
    assertThat(textOf("worker-pool")).isEqualTo("50 / 80 GiB used, 63 %");
    assertThat(one(Component.class, "heartbeat-strip").getElement().getProperty("data"))
        .contains("olm");
    assertThat(shown("resume")).isTrue();
    assertThat(shown("drain")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "workers/w-1, replicas",
    "workers/w-1, transports",
    "workers/w-1, commands",
    "workers/w-1, events",
    "artifacts/mi2:a, replicas",
    "artifacts/mi2:a, keys",
    "artifacts/mi2:a, transports",
    "artifacts/mi2:a, events",
    "keys/models/llama, events"
  })
  void a_tab_is_in_the_address_and_lists_what_there_is(String path, String tab) {
    OneOfEach.in(registry);
    registry.write("artifact.described", "mi2:a", "null", "{}");
    registry.write("key.set", "models/llama", "null", "{}");
    open(path, QueryParameters.of("tab", tab));
    pass(Duration.ofSeconds(1));

    assertThat(GridKt._size(one(Grid.class, tab + "-grid"))).isPositive();
    assertThat(shown(tab + "-empty")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "workers/w-1, replicas",
    "workers/w-1, transports",
    "workers/w-1, commands",
    "artifacts/mi2:a, replicas",
    "artifacts/mi2:a, keys",
    "artifacts/mi2:a, transports",
    "artifacts/mi2:a, events",
    "keys/models/llama, events"
  })
  void a_tab_without_rows_says_why(String path, String tab) {
    OneOfEach.in(registry);
    registry.facts.replicas.clear();
    registry.facts.transports.clear();
    registry.commands.clear();
    if (tab.equals("keys")) {
      registry.facts.keys.clear();
    }
    open(path, QueryParameters.of("tab", tab));
    pass(Duration.ofSeconds(1));

    assertThat(shown(tab + "-empty")).isTrue();
    assertThat(shown(tab + "-grid")).isFalse();
  }

  @Test
  void a_command_shows_what_was_asked_why_by_whom_and_where_it_stands() {
    OneOfEach.in(registry);
    open("commands/" + ID);
    pass(Duration.ofSeconds(1));

    assertThat(UI.getCurrent().getInternals().getTitle()).isEqualTo("Command " + ID + " · Roster");
    assertThat(textOf("command-title")).isEqualTo("Resync worker w-1");
    assertThat(textOf("command-target")).isEqualTo("w-1");
    assertThat(textOf("command-reason")).isEqualTo("a good reason");
    assertThat(textOf("command-actor")).isEqualTo("user:ann");
    assertThat(textOf("command-deliveries")).isEqualTo("1");
    assertThat(textOf("command-key")).isEqualTo("key");
    assertThat(shown("withdraw")).isTrue();

    registry.advance(ID, CommandState.DONE, "reconciled");
    pass(Duration.ofSeconds(1));
    assertThat(textOf("command-detail")).isEqualTo("reconciled");
    assertThat(shown("withdraw")).isFalse();

    open("commands/" + ID, QueryParameters.of("tab", "events"));
    pass(Duration.ofSeconds(1));
    assertThat(GridKt._size(one(Grid.class, "events-grid"))).isEqualTo(1);
  }

  @Test
  void a_key_that_was_revoked_keeps_its_generations_and_offers_nothing() {
    OneOfEach.in(registry);
    registry.facts.keys.clear();
    open("keys/models/llama");
    pass(Duration.ofSeconds(1));

    assertThat(textOf("key-history")).contains("user:ann", "mi2:a");
    assertThat(shown("key-generation")).isFalse();
    assertThat(one(Button.class, "swap-key").isEnabled()).isFalse();
    assertThat(one(Button.class, "revoke-key").isEnabled()).isFalse();
  }

  @Test
  void an_artifact_shows_its_copies_and_its_chunks() {
    OneOfEach.in(registry);
    open("artifacts/mi2:a");
    pass(Duration.ofSeconds(1));
    assertThat(textOf("artifact-last")).isEqualTo("w-1");

    open("artifacts/mi2:a", QueryParameters.of("tab", "chunks"));
    assertThat(one(Component.class, "chunk-heatmap").getElement().getProperty("data"))
        .contains("host-a");
  }

  @Test
  void an_artifact_without_chunks_says_so() {
    OneOfEach.in(registry);
    registry.facts.chunks = Optional.empty();
    open("artifacts/mi2:a", QueryParameters.of("tab", "chunks"));

    assertThat(shown("chunks-empty")).isTrue();
  }

  @Test
  void a_key_with_slashes_has_a_view_of_its_own() {
    OneOfEach.in(registry);
    open("keys/models/llama");
    pass(Duration.ofSeconds(1));

    assertThat(textOf("key-generation")).isEqualTo("4");
    assertThat(textOf("key-history")).contains("user:ann", "mi2:a");
  }

  @Test
  void a_transport_that_runs_can_be_cancelled_and_one_that_ended_cannot() {
    OneOfEach.in(registry);
    open("transports/" + ID);
    pass(Duration.ofSeconds(1));
    assertThat(shown("cancel-transport")).isTrue();

    registry.facts.end(ID, TransportCondition.SUCCESS);
    registry.write("transport.completed", ID.toString(), "null", "{}");
    pass(Duration.ofSeconds(1));

    assertThat(shown("cancel-transport")).isFalse();
  }

  @Test
  void the_topology_draws_the_workers_and_its_table_says_the_same() {
    registry.register("w-1");
    registry.register("w-2", WorkerCondition.SILENT);
    open("topology", QueryParameters.of("focus", "w-2"));
    pass(Duration.ofSeconds(1));
    assertThat(one(Component.class, "topology-graph").getElement().getProperty("data"))
        .contains("\"id\":\"w-1\"", "\"id\":\"w-2\"", "\"tone\":\"bad\"", "\"focus\":\"w-2\"");
    assertThat(textOf("node-state")).isEqualTo("silent");

    open("topology", QueryParameters.of("view", "table"));
    assertThat(GridKt._size(one(Grid.class, "topology-table"))).isEqualTo(2);
  }

  @Test
  void the_overview_says_what_needs_attention_and_leads_there() {
    registry.facts.attention.add(
        new Attention(Attention.Matter.WORKERS_STALE, 3, List.of("w-1", "w-2")));
    open("");
    pass(Duration.ofSeconds(1));

    assertThat(textOf("attention")).contains("3 workers do not agree with the registry", "w-1");
    assertThat(one(Component.class, "attention-workers_stale").getElement().getAttribute("href"))
        .isEqualTo("workers?sync=stale");
  }

  @Test
  void an_overview_without_worries_says_so() {
    open("");
    pass(Duration.ofSeconds(1));

    assertThat(textOf("attention")).contains("all is as it should be");
  }

  @Test
  void what_is_found_once_is_gone_to_at_once() {
    OneOfEach.in(registry);
    open("find", QueryParameters.of("q", ID.toString()));
    assertThat(textOf("find-list")).contains("replica", "transport");

    open("find", QueryParameters.of("q", "models/"));
    assertThat(address()).isEqualTo("keys/models/llama");

    open("find", QueryParameters.of("q", "no such thing"));
    assertThat(shown("find-nothing")).isTrue();
  }

  private static String textOf(String testId) {
    return one(Component.class, testId).getElement().getTextRecursively();
  }
}
