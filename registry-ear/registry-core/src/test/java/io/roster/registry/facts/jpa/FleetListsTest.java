/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.EventFilter;
import io.roster.registry.facts.EventPage;
import io.roster.registry.facts.EventSort;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.facts.LeaseFilter;
import io.roster.registry.facts.LeaseSort;
import io.roster.registry.facts.ReplicaCondition;
import io.roster.registry.facts.ReplicaFact;
import io.roster.registry.facts.ReplicaFilter;
import io.roster.registry.facts.ReplicaSort;
import io.roster.registry.facts.SeededFleet;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.page.Count;
import io.roster.registry.page.Page;
import io.roster.registry.page.PageToken;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.MemoryType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetListsTest {

  private final TestDatabase database = TestDatabase.clean();
  private final SqlFleetPictures pictures =
      new SqlFleetPictures(database.dataSource(), ClusterActions.POLICY);

  @BeforeEach
  void seed() {
    SeededFleet.write(database, 40, 1_000, 50);
  }

  /** Every row of a list, read in pages. */
  private static <S extends Enum<S>, T> List<T> all(
      Paging<S> first, Function<Paging<S>, Page<T>> list) {
    List<T> rows = new ArrayList<>();
    Paging<S> paging = first;
    while (true) {
      Page<T> page = list.apply(paging);
      rows.addAll(page.rows());
      if (page.next().isEmpty()) {
        return rows;
      }
      assertThat(page.rows()).hasSize(paging.size());
      paging = paging.from(page.next().get());
    }
  }

  @Test
  void workers_come_in_pages_of_any_order_without_a_gap_or_a_double() {
    for (WorkerSort sort : WorkerSort.values()) {
      List<WorkerFact> up =
          all(Paging.by(sort).ofSize(7), paging -> pictures.workers(WorkerFilter.all(), paging));
      List<WorkerFact> down =
          all(
              Paging.byLast(sort).ofSize(7),
              paging -> pictures.workers(WorkerFilter.all(), paging));

      assertThat(new HashSet<>(up)).as(sort.name()).hasSize(40);
      assertThat(down).as(sort.name()).containsExactlyElementsOf(reversed(up));
    }
  }

  private static <T> List<T> reversed(List<T> rows) {
    List<T> reversed = new ArrayList<>(rows);
    java.util.Collections.reverse(reversed);
    return reversed;
  }

  @Test
  void a_worker_is_found_by_any_part_of_its_names_and_by_nothing_that_is_a_pattern() {
    assertThat(workers("D00007")).extracting(WorkerFact::daemonId).containsExactly("d00007");
    assertThat(workers("10.0.0.7:50052")).hasSize(1);
    assertThat(workers("%")).isEmpty();
    assertThat(workers("_0")).isEmpty();
  }

  private List<WorkerFact> workers(String text) {
    return pictures
        .workers(
            new WorkerFilter(Optional.of(text), Set.of(), Set.of(), Optional.empty()),
            Paging.by(WorkerSort.WORKER))
        .rows();
  }

  @Test
  void a_worker_is_in_the_first_condition_that_holds() {
    database.execute("update worker set draining = true where worker_id in ('w00001', 'w00002')");
    database.execute("update worker set inactive_at = now() where worker_id = 'w00002'");
    database.execute(
        "update worker_liveness set last_heartbeat = now() - interval '1 hour' where worker_id ="
            + " 'w00003'");
    database.execute("update worker_liveness set accepting = false where worker_id = 'w00004'");
    database.execute("update worker_liveness set sync_wanted = true where worker_id = 'w00005'");

    assertThat(in(WorkerCondition.DRAINING)).containsExactly("w00001");
    assertThat(in(WorkerCondition.GONE)).containsExactly("w00002");
    assertThat(in(WorkerCondition.SILENT)).containsExactly("w00003");
    assertThat(in(WorkerCondition.NOT_ACCEPTING)).containsExactly("w00004");
    assertThat(in(WorkerCondition.READY)).hasSize(36);
    assertThat(
            pictures
                .workers(
                    new WorkerFilter(
                        Optional.empty(), Set.of(), Set.of(Sync.STALE), Optional.empty()),
                    Paging.by(WorkerSort.WORKER))
                .rows())
        .extracting(worker -> worker.worker().value())
        .containsExactly("w00005");
    assertThat(pictures.tallyWorkers().workers())
        .containsEntry(WorkerCondition.READY, 36L)
        .containsEntry(WorkerCondition.GONE, 1L);
  }

  private List<String> in(WorkerCondition condition) {
    return pictures
        .workers(
            new WorkerFilter(Optional.empty(), Set.of(condition), Set.of(), Optional.empty()),
            Paging.by(WorkerSort.WORKER))
        .rows()
        .stream()
        .map(worker -> worker.worker().value())
        .toList();
  }

  @Test
  void replicas_come_in_pages_by_their_places_and_by_their_workers() {
    List<ReplicaFact> byPlace =
        all(
            Paging.by(ReplicaSort.ARTIFACT).ofSize(90),
            paging -> pictures.replicas(ReplicaFilter.all(), paging));
    List<ReplicaFact> byWorker =
        all(
            Paging.byLast(ReplicaSort.WORKER).ofSize(90),
            paging -> pictures.replicas(ReplicaFilter.all(), paging));

    assertThat(byPlace).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(byPlace)
        .isSortedAccordingTo(Comparator.comparing(replica -> replica.place().artifactId()));
    assertThat(byWorker).containsExactlyInAnyOrderElementsOf(byPlace);
  }

  @Test
  void replicas_are_filtered_by_all_that_is_asked_for_together() {
    database.execute(
        "update replica set is_available = false where artifact_id = 'mi2:000003' and memory_type ="
            + " 'GPU'");
    ReplicaFilter filter =
        new ReplicaFilter(
            Optional.of("mi2:000003"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(MemoryType.GPU),
            OptionalLong.empty(),
            Set.of(ReplicaCondition.UNAVAILABLE));

    Page<ReplicaFact> page = pictures.replicas(filter, Paging.by(ReplicaSort.UPDATED));

    assertThat(page.rows())
        .isNotEmpty()
        .allMatch(row -> row.place().memoryType() == MemoryType.GPU);
    assertThat(page.count()).isEqualTo(new Count(page.rows().size(), false));
    assertThat(page.asOf().revision()).isEqualTo(1_000);
  }

  @Test
  void all_replicas_are_not_sorted_by_what_has_no_index() {
    assertThatThrownBy(() -> pictures.replicas(ReplicaFilter.all(), Paging.by(ReplicaSort.SIZE)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("one artifact or one worker");
  }

  @Test
  void a_count_ends_where_nobody_reads_on() {
    database.execute(
        "insert into artifact_key select 'more-' || i, 'a', '', '', null, 0, 'ALIAS', now(), now()"
            + " from generate_series(1, 10001) i");

    assertThat(pictures.keys(KeyFilter.all(), Paging.by(KeySort.KEY)).count())
        .isEqualTo(new Count(10_000, true));
  }

  @Test
  void names_are_found_by_their_beginning() {
    assertThat(
            pictures
                .artifacts(
                    new ArtifactFilter(
                        Optional.of("mi2:00001"), Set.of(), ArtifactFilter.Which.ALL),
                    Paging.by(ArtifactSort.ARTIFACT))
                .rows())
        .hasSize(10);
    assertThat(
            pictures
                .keys(
                    new KeyFilter(Optional.of("key-00004"), Optional.empty(), Set.of()),
                    Paging.byLast(KeySort.KEY))
                .rows())
        .hasSize(10);
  }

  @Test
  void transports_are_found_by_either_end() {
    List<?> found =
        pictures
            .transports(
                new TransportFilter(Set.of(), Optional.empty(), Optional.of("w00001")),
                Paging.byLast(TransportSort.CREATED))
            .rows();
    assertThat(found).hasSize(10);
    assertThat(
            pictures
                .transports(
                    new TransportFilter(
                        Set.of(TransportCondition.FAILED), Optional.empty(), Optional.empty()),
                    Paging.byLast(TransportSort.CREATED))
                .rows())
        .isEmpty();
  }

  @Test
  void leases_say_how_long_they_last_and_whose_worker_holds_them() {
    database.execute(
        "update shard_lease set expires_at = now() - interval '1 minute' where shard_id = 3");

    Page<?> held = pictures.leases(LeaseFilter.held(), Paging.by(LeaseSort.END));

    assertThat(held.rows()).hasSize(39);
    assertThat(pictures.lease(4).orElseThrow().holderWorkerId()).contains("w00004");
    assertThat(pictures.lease(3).orElseThrow().isHeld()).isFalse();
  }

  @Test
  void a_token_of_another_list_or_order_is_refused() {
    PageToken token =
        pictures
            .workers(WorkerFilter.all(), Paging.by(WorkerSort.NODE).ofSize(1))
            .next()
            .orElseThrow();

    assertThatThrownBy(
            () -> pictures.workers(WorkerFilter.all(), Paging.by(WorkerSort.WORKER).from(token)))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(() -> pictures.keys(KeyFilter.all(), Paging.by(KeySort.KEY).from(token)))
        .isInstanceOf(InvalidRequest.class);
    assertThatThrownBy(
            () ->
                pictures.workers(
                    WorkerFilter.all(),
                    Paging.by(WorkerSort.POOL_TOTAL).from(new PageToken("bm90aGluZw"))))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void a_token_with_values_of_another_type_is_refused() {
    String forged = "workers POOL_TOTAL ASCENDING\u001fmany\u001fw1";
    PageToken token =
        new PageToken(
            java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(forged.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    assertThatThrownBy(
            () ->
                pictures.workers(WorkerFilter.all(), Paging.by(WorkerSort.POOL_TOTAL).from(token)))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void the_journal_is_listed_from_both_ends_and_between_times() {
    List<Long> down = new ArrayList<>();
    Paging<EventSort> paging = Paging.byLast(EventSort.REVISION).ofSize(300);
    EventPage page = pictures.events(EventFilter.all(), paging);
    while (true) {
      page.entries().stream().map(JournalEntry::revision).forEach(down::add);
      if (page.next().isEmpty()) {
        break;
      }
      page = pictures.events(EventFilter.all(), paging.from(page.next().get()));
    }
    assertThat(down).hasSize(1_000).isSortedAccordingTo(Comparator.reverseOrder());

    JournalEntry middle =
        pictures
            .events(EventFilter.about(Set.of("r500")), Paging.by(EventSort.REVISION))
            .entries()
            .get(0);
    EventFilter around =
        new EventFilter(
            List.of(),
            Set.of(),
            Optional.empty(),
            Optional.of(middle.time()),
            Optional.of(middle.time().plusMillis(10)));
    assertThat(pictures.events(around, Paging.by(EventSort.REVISION)).entries())
        .extracting(JournalEntry::revision)
        .containsExactly(500L, 501L, 502L, 503L, 504L, 505L, 506L, 507L, 508L, 509L);
  }

  @Test
  void a_key_shows_what_it_stood_for() {
    assertThat(pictures.historyOfKey("key-000001"))
        .singleElement()
        .satisfies(change -> assertThat(change.revision()).isEqualTo(1_000));
  }
}
