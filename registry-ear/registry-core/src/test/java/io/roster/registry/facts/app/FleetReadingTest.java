/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.app;

import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.TestCoordinator;
import io.roster.registry.admin.jpa.SqlPresenceLog;
import io.roster.registry.admin.model.PresenceLog.Presence;
import io.roster.registry.cluster.Quarantine;
import io.roster.registry.cluster.UnknownWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.cluster.app.FlapWatch;
import io.roster.registry.cluster.model.FlapPolicy;
import io.roster.registry.command.Danger;
import io.roster.registry.command.Order;
import io.roster.registry.command.jpa.SqlCommandPictures;
import io.roster.registry.facts.ArtifactFact;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactFilter.Which;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.Attention;
import io.roster.registry.facts.Attention.Matter;
import io.roster.registry.facts.BeatStrip.Tick;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.facts.CoordinatorFact;
import io.roster.registry.facts.Effect;
import io.roster.registry.facts.Effect.What;
import io.roster.registry.facts.FleetFacts;
import io.roster.registry.facts.Foresight;
import io.roster.registry.facts.SeededFleet;
import io.roster.registry.facts.SiteFact;
import io.roster.registry.facts.Topology;
import io.roster.registry.facts.TopologyQuery;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.WaitingFact;
import io.roster.registry.facts.WaitingReason;
import io.roster.registry.facts.WaitingSort;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerDetail;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.facts.jpa.SqlFleetPictures;
import io.roster.registry.instance.TestInstances;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.model.Change;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.platform.UnknownThing;
import io.roster.registry.transport.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetReadingTest {

  private final TestDatabase database = TestDatabase.clean();
  private final TestInstances instances = new TestInstances("i", database);
  private final Fleet fleet = new Fleet(database);
  private final FlapWatch flaps =
      new FlapWatch(new FlapPolicy(3, Duration.ofSeconds(10), Duration.ofSeconds(30)));
  private TestCoordinator core = new TestCoordinator("a", database);

  @AfterEach
  void end() {
    core.close();
    instances.close();
  }

  /** As a coordinator shows it that starts now. */
  private FleetFacts facts() {
    core.close();
    core = new TestCoordinator("a", database);
    return new FleetReading(
        new SqlFleetPictures(database.dataSource(), ClusterActions.POLICY),
        new SqlCommandPictures(database.dataSource()),
        new Holdings(core.replicas(), core.workers()),
        flaps,
        instances.service());
  }

  private void describe(String artifact) {
    database.execute(
        "insert into artifact (artifact_id, id_kind, created_at, updated_at) values ('%s', 'CGID', now(), now())"
            .formatted(artifact));
  }

  private static Effect effect(Foresight foresight, What what) {
    return foresight.effects().stream()
        .filter(effect -> effect.what() == what)
        .findFirst()
        .orElse(new Effect(what, 0, List.of()));
  }

  @Test
  void unregistering_a_worker_loses_what_it_alone_offers_and_the_keys_to_it() {
    WorkerId one = fleet.worker();
    WorkerId other = fleet.worker();
    fleet.source(one, "alone", "", "GPU", 1);
    fleet.source(one, "shared", "", "GPU", 1);
    fleet.source(other, "shared", "", "GPU", 1);
    database.execute(
        "insert into artifact_key values ('key', 'alone', '', '', null, 0, 'ALIAS', now(), now())");

    Foresight foresight = facts().foresee(Order.forceUnregister(one));

    assertThat(foresight.danger()).isEqualTo(Danger.IRREVERSIBLE);
    assertThat(foresight.typed()).contains(one.value());
    assertThat(foresight.obstacle()).isEmpty();
    assertThat(effect(foresight, What.LAST_COPIES_LOST))
        .isEqualTo(new Effect(What.LAST_COPIES_LOST, 1, List.of("alone")));
    assertThat(effect(foresight, What.REPLICAS_UNAVAILABLE).count()).isEqualTo(2);
    assertThat(effect(foresight, What.KEYS_DANGLING).examples()).containsExactly("key");
    assertThat(foresight.asOf().revision())
        .isEqualTo(Long.parseLong(database.text("select revision from journal_head")));
  }

  @Test
  void what_would_do_nothing_says_so() {
    WorkerId worker = fleet.worker();
    database.execute("update worker set draining = true");
    FleetFacts facts = facts();

    assertThat(facts.foresee(Order.drain(worker)).obstacle()).contains("It is draining already.");
    assertThat(facts.foresee(Order.resume(worker)).obstacle()).isEmpty();
    assertThatThrownBy(() -> facts.foresee(Order.drain(new WorkerId("nobody"))))
        .isInstanceOf(UnknownWorker.class);
    assertThatThrownBy(() -> facts.foresee(Order.revokeKey("nothing")))
        .isInstanceOf(UnknownThing.class);
    assertThatThrownBy(() -> facts.foresee(Order.cancelTransport(new UUID(1, 1))))
        .isInstanceOf(UnknownThing.class);
    assertThatThrownBy(() -> facts.foresee(Order.releaseLease(9))).isInstanceOf(UnknownThing.class);
  }

  @Test
  void a_replica_that_is_the_last_one_is_told_from_one_of_several() {
    UUID last = fleet.source("alone", 1);
    UUID first = fleet.source("shared", 1);
    fleet.source("shared", 1);
    FleetFacts facts = facts();

    assertThat(effect(facts.foresee(Order.evict(last)), What.LAST_COPIES_LOST).count())
        .isEqualTo(1);
    assertThat(effect(facts.foresee(Order.evict(first)), What.LAST_COPIES_LOST).count()).isZero();
  }

  @Test
  void artifacts_in_danger_are_listed_and_need_attention() {
    fleet.source("one-holder", 1);
    fleet.source("two-holders", 1);
    fleet.source("two-holders", 1);
    fleet.source("none", 1);
    List.of("one-holder", "two-holders", "none").forEach(this::describe);
    database.execute("update replica set is_available = false where artifact_id = 'none'");
    FleetFacts facts = facts();

    assertThat(ids(facts, Which.WITH_ONE_HOLDER)).containsExactly("one-holder");
    assertThat(ids(facts, Which.WITHOUT_SOURCE)).containsExactly("none");
    assertThat(ids(facts, Which.ALL)).containsExactly("none", "one-holder", "two-holders");
    assertThat(facts.attention())
        .contains(
            new Attention(Matter.ARTIFACTS_WITHOUT_SOURCE, 1, List.of("none")),
            new Attention(Matter.ARTIFACTS_WITH_ONE_HOLDER, 1, List.of("one-holder")));
    assertThat(facts.artifact("one-holder").lastHolders()).hasSize(1);
    assertThatThrownBy(() -> facts.artifact("nothing")).isInstanceOf(UnknownThing.class);
  }

  private static List<String> ids(FleetFacts facts, Which which) {
    return facts
        .artifacts(
            new ArtifactFilter(Optional.empty(), Set.of(), which), Paging.by(ArtifactSort.ARTIFACT))
        .rows()
        .stream()
        .map(ArtifactFact::artifactId)
        .toList();
  }

  @Test
  void artifacts_in_danger_come_in_pages_too() {
    for (int i = 0; i < 5; i++) {
      fleet.source("a" + i, 1);
      describe("a" + i);
    }
    FleetFacts facts = facts();
    ArtifactFilter filter = new ArtifactFilter(Optional.of("a"), Set.of(), Which.WITH_ONE_HOLDER);
    Set<String> seen = new HashSet<>();
    Paging<ArtifactSort> paging = Paging.byLast(ArtifactSort.ARTIFACT).ofSize(2);
    Page<ArtifactFact> page = facts.artifacts(filter, paging);
    while (true) {
      page.rows().forEach(row -> assertThat(seen.add(row.artifactId())).isTrue());
      if (page.next().isEmpty()) {
        break;
      }
      page = facts.artifacts(filter, paging.from(page.next().get()));
    }
    assertThat(seen).hasSize(5);
  }

  @Test
  void a_few_workers_are_drawn_one_by_one_and_many_in_groups() {
    SeededFleet.write(database, 1_000, 2_000, 100);
    FleetFacts facts = facts();

    Topology whole = facts.topology(TopologyQuery.whole());

    assertThat(whole.isGrouped()).isTrue();
    assertThat(whole.groups()).hasSizeBetween(2, Topology.MOST_GROUPS);
    assertThat(
            whole.groups().stream()
                .mapToLong(group -> group.workers().get(WorkerCondition.READY))
                .sum())
        .isEqualTo(1_000);
    assertThat(whole.flows()).isNotEmpty();

    Topology.Group group = whole.groups().get(0);
    Topology opened =
        facts.topology(
            new TopologyQuery(Set.of(), Optional.of("mi2:000001"), Optional.of(group.name()), 300));
    assertThat(opened.isGrouped()).isFalse();
    assertThat(opened.hosts()).hasSize((int) group.hosts());
    assertThat(facts.topology(TopologyQuery.whole()).groups()).isEqualTo(whole.groups());
  }

  @Test
  void an_overview_counts_what_there_is() {
    SeededFleet.write(database, 40, 1_000, 50);

    assertThat(facts().overview())
        .satisfies(
            overview -> {
              assertThat(overview.workers()).containsEntry(WorkerCondition.READY, 40L);
              assertThat(overview.artifacts().atLeast()).isEqualTo(50);
              assertThat(overview.replicas().stream().mapToLong(copies -> copies.replicas()).sum())
                  .isEqualTo(1_000);
              assertThat(overview.leases()).isEqualTo(40);
            });
  }

  @Test
  void a_worker_shows_which_heartbeats_came_late_or_not_at_all() {
    WorkerId worker = new ClusterActions(database).register(registration("d9", 51_000)).worker();
    // On time, then one that never came, then a late one.
    database.execute("update worker_liveness set beats_heard = 5, beats_late = 1");

    WorkerDetail detail = facts().worker(worker);

    assertThat(detail.beats().ticks()).containsExactly(Tick.ON_TIME, Tick.MISSED, Tick.LATE);
    assertThatThrownBy(() -> facts().worker(new WorkerId("nobody")))
        .isInstanceOf(UnknownWorker.class);
  }

  @Test
  void a_worker_whose_daemon_is_kept_out_says_why_and_until_when() {
    WorkerId flapping = fleet.worker();
    fleet.worker();
    Instant now = Instant.now();
    flaps.apply(
        Change.of(
            new JournalEntry(
                1,
                now,
                1,
                "c",
                "system:test",
                "worker.quarantined",
                flapping.value(),
                "null",
                """
                {"daemon_id": "d1", "registrations": 3, "window_ms": 10000, "quarantine_ms": 30000}
                """)));
    Quarantine why = new Quarantine(now.plusSeconds(30), 3, Duration.ofSeconds(10));

    assertThat(facts().worker(flapping).worker().quarantine()).contains(why);
    assertThat(facts().workers(WorkerFilter.all(), Paging.by(WorkerSort.DAEMON)).rows())
        .extracting(WorkerFact::quarantine)
        .containsExactly(Optional.of(why), Optional.empty());
  }

  @Test
  void a_request_that_waits_says_for_what() {
    fleet.source("free", 1);
    UUID busy = fleet.source("busy", 1);
    database.execute("insert into replica_counter values ('%s', 1, now())".formatted(busy));
    fleet.source("hidden", 1);
    database.execute("update replica set is_available = false where artifact_id = 'hidden'");
    for (String artifact : List.of("free", "busy", "hidden", "nowhere")) {
      database.execute(
          """
          insert into transport_request (request_id, fingerprint, artifact_id, view_id, requester_node_id, requester_address,
            requester_port, requester_worker_id, state, asked_by, created_at, deadline, awaited_until)
          values ('%1$s', '', '%1$s', '', 'n', '10.0.0.9', 65090, 'w', 'enqueued', gen_random_uuid(), clock_timestamp(),
            now() + interval '1 hour', now())
          """
              .formatted(artifact));
    }

    List<WaitingFact> waiting =
        facts().waiting(TransportFilter.all(), Paging.by(WaitingSort.CREATED)).rows();

    assertThat(waiting)
        .extracting(WaitingFact::reason)
        .containsExactly(
            WaitingReason.NEXT,
            WaitingReason.SOURCES_BUSY,
            WaitingReason.NO_SOURCE,
            WaitingReason.NO_REPLICA);
    assertThat(waiting).extracting(WaitingFact::position).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void coordinators_say_that_they_are_there() {
    SqlPresenceLog log = new SqlPresenceLog(database.dataSource());
    log.say(new Presence("c1", "1.0", "10.0.0.1", 50_051, 8_080, 0, 0.5));
    log.say(new Presence("c1", "1.0", "10.0.0.1", 50_051, 8_080, 0, 0.7));
    database.execute(
        "insert into coordinator select 'c0', version, host, grpc_port, http_port, started_at,"
            + " now() - interval '1 minute', 0, 0, 0 from coordinator");
    database.execute(
        "update leadership set holder = 'c1', epoch = 3, expires_at = now() + interval '1 minute'");

    SiteFact site = facts().site();

    assertThat(site.coordinators())
        .extracting(CoordinatorFact::coordinator, CoordinatorFact::leads, CoordinatorFact::isGone)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c0", false, true),
            org.assertj.core.groups.Tuple.tuple("c1", true, false));
    assertThat(site.leader().epoch()).isEqualTo(3);
  }

  @Test
  void chunks_are_drawn_together_until_they_fit_into_the_picture() {
    database.execute(
        "insert into chunk_location select 'a', i, 'n' || (i % 2), 'gpu', 0, case when i % 2 = 0"
            + " then 5 else 3 end, 0, now() from generate_series(0, 999) i");

    ChunkMap map = facts().chunks("a");

    assertThat(map.chunks()).isEqualTo(1_000);
    assertThat(map.chunksPerCell()).isEqualTo(5);
    assertThat(map.holders()).hasSize(2);
    assertThat(map.holders().get(0).cells()).hasSize(200);
    assertThat(facts().chunks("nothing").holders()).isEmpty();
  }
}
