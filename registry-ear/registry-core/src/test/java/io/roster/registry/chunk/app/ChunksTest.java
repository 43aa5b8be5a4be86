/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.chunk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.registry.TestCoordinator;
import io.roster.registry.chunk.ChunkLocation;
import io.roster.registry.chunk.ChunkReport;
import io.roster.registry.chunk.ChunkService;
import io.roster.registry.chunk.ChunkState;
import io.roster.registry.chunk.ChunkUpdate;
import io.roster.registry.chunk.TooManyLocations;
import io.roster.registry.chunk.jpa.SqlChunkDirectory;
import io.roster.registry.chunk.jpa.SqlChunkPictures;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.Workers;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunksTest {

  private static final Actor CLIENT = Actor.client("10.0.0.9");
  private static final long HIGHEST = 0xffff_ffffL;

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);
  private final WorkerId worker = workers.register(Workers.registration("d1", 50_052)).worker();
  private final TestCoordinator a = new TestCoordinator("a", database);
  private final ChunkService chunks = service(a);

  private ChunkService service(TestCoordinator coordinator) {
    return new ChunkRegistry(
        new ReportChunks(new SqlChunkDirectory(coordinator.entities()), coordinator.journal()),
        new SqlChunkPictures(database.dataSource()),
        coordinator.workers(),
        coordinator.changes());
  }

  @AfterEach
  void end() {
    a.close();
  }

  @Test
  void a_chunk_is_located_with_its_node_and_its_state() {
    assertThat(report(new ChunkUpdate("a", HIGHEST, "GPU-0", HIGHEST, ChunkState.HOT)))
        .isEqualTo(1);

    assertThat(locations())
        .containsExactly(
            new ChunkLocation(
                HIGHEST, "node-d1", "10.0.0.1", 65_090, ChunkState.HOT, 0, "GPU-0", HIGHEST));
  }

  @Test
  void nothing_told_and_nobody_known_is_no_mistake() {
    assertThat(report()).isZero();
    assertThat(locations()).isEmpty();
    assertThat(chunks.locations("\0", Set.of())).isEmpty();
    assertThat(database.text("select count(*) from journal where kind = 'chunk.updated'"))
        .isEqualTo("0");
  }

  @Test
  void the_last_news_of_a_chunk_count_within_a_report_and_after_it() {
    assertThat(
            report(
                chunk(0, ChunkState.COLD), chunk(0, ChunkState.EVICTED), chunk(0, ChunkState.HOT)))
        .isEqualTo(3);
    assertThat(locations()).extracting(ChunkLocation::state).containsExactly(ChunkState.HOT);

    report(chunk(0, ChunkState.COPIED_GPU));
    assertThat(locations()).extracting(ChunkLocation::state).containsExactly(ChunkState.COPIED_GPU);
  }

  @Test
  void an_evicted_chunk_is_nowhere_and_leaves_no_row() {
    report(chunk(0, ChunkState.HOT), chunk(1, ChunkState.HOT));

    report(chunk(0, ChunkState.EVICTED), chunk(7, ChunkState.EVICTED));

    assertThat(locations()).extracting(ChunkLocation::chunkIdx).containsExactly(1L);
    assertThat(database.text("select count(*) from chunk_location")).isEqualTo("1");
  }

  @Test
  void devices_copies_and_nodes_are_kept_apart() {
    workers.register(Workers.registration("d2", 50_053));
    report(
        new ChunkUpdate("a", 0, "GPU-0", 0, ChunkState.HOT),
        new ChunkUpdate("a", 0, "GPU-1", 0, ChunkState.HOT),
        new ChunkUpdate("a", 0, "GPU-0", 1, ChunkState.HOT));
    reportOf("node-d2", new ChunkUpdate("a", 0, "GPU-0", 0, ChunkState.HOT));

    assertThat(locations()).hasSize(4);
  }

  @Test
  void locations_come_in_the_order_of_chunks_and_then_of_the_states_numbers() {
    workers.register(Workers.registration("d2", 50_053));
    report(chunk(10, ChunkState.HOT), chunk(9, ChunkState.HOT), chunk(HIGHEST, ChunkState.HOT));
    reportOf("node-d2", chunk(9, ChunkState.COLD), chunk(10, ChunkState.LOCKED_TX));

    assertThat(locations())
        .extracting(ChunkLocation::chunkIdx)
        .containsExactly(9L, 9L, 10L, 10L, HIGHEST);
    assertThat(locations())
        .extracting(ChunkLocation::state)
        .containsExactly(
            ChunkState.COLD, ChunkState.HOT, ChunkState.LOCKED_TX, ChunkState.HOT, ChunkState.HOT);
  }

  @Test
  void some_chunks_only_may_be_asked_for() {
    report(chunk(0, ChunkState.HOT), chunk(1, ChunkState.HOT), chunk(HIGHEST, ChunkState.HOT));

    assertThat(chunks.locations("a", Set.of(HIGHEST, 0L, 77L)))
        .extracting(ChunkLocation::chunkIdx)
        .containsExactly(0L, HIGHEST);
  }

  @Test
  void only_nodes_with_an_active_worker_are_shown() {
    report(chunk(0, ChunkState.HOT));
    reportOf("node-late", chunk(1, ChunkState.HOT));
    assertThat(locations()).extracting(ChunkLocation::chunkIdx).containsExactly(0L);

    workers.unregister(worker);
    workers.register(Workers.registration("late", 50_054));

    assertThat(locations()).extracting(ChunkLocation::chunkIdx).containsExactly(1L);
  }

  @Test
  void a_report_is_told_in_the_journal_with_its_counts() {
    report(
        chunk(0, ChunkState.HOT),
        chunk(1, ChunkState.HOT),
        new ChunkUpdate("b", 0, "GPU-0", 0, ChunkState.EVICTED));

    assertThat(
            database.text(
                "select subject || ' ' || actor || ' ' || (after ->> 'updates') || ' ' || (after ->> 'artifacts')"
                    + " || ' ' || (after -> 'states' ->> 'HOT') from journal where kind = 'chunk.updated'"))
        .isEqualTo("node-d1 daemon:d1 3 2 2");
  }

  @Test
  void a_reporter_that_is_not_known_is_known_by_its_address() {
    chunks.report(new ChunkReport("nobody", "node-d1", List.of(chunk(0, ChunkState.HOT))), CLIENT);

    assertThat(database.text("select actor from journal where kind = 'chunk.updated'"))
        .isEqualTo("client:10.0.0.9");
    assertThat(locations()).hasSize(1);
  }

  @Test
  void a_long_report_is_taken_whole() {
    List<ChunkUpdate> updates =
        IntStream.range(0, 12_345)
            .mapToObj(i -> new ChunkUpdate("a", i / 2, "GPU-" + i % 2, 0, ChunkState.HOT))
            .toList();

    assertThat(chunks.report(new ChunkReport(worker.value(), "node-d1", updates), CLIENT))
        .isEqualTo(12_345);
    assertThat(locations()).hasSize(12_345);
  }

  @Test
  void more_than_an_answer_holds_must_be_asked_for_in_parts() {
    database.execute(
        "insert into chunk_location select 'a', i, 'node-d1', '', 0, 5, 0, now() from generate_series(0, 50000) i");

    assertThatThrownBy(this::locations)
        .isInstanceOf(TooManyLocations.class)
        .hasMessageContaining("chunk_indices");
    assertThat(chunks.locations("a", Set.of(50_000L))).hasSize(1);
  }

  @Test
  void names_that_are_none_are_refused() {
    assertRefused(new ChunkReport("\0", "n", List.of()));
    assertRefused(new ChunkReport("w", "n\0", List.of()));
    assertRefused(
        new ChunkReport("w", "n", List.of(new ChunkUpdate("\0", 0, "", 0, ChunkState.HOT))));
    assertRefused(
        new ChunkReport(
            "w", "n", List.of(new ChunkUpdate("a", 0, "d".repeat(513), 0, ChunkState.HOT))));
  }

  private void assertRefused(ChunkReport report) {
    assertThatThrownBy(() -> chunks.report(report, CLIENT)).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void coordinators_that_take_reports_of_the_same_chunks_agree_in_the_end() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (TestCoordinator b = new TestCoordinator("b", database)) {
      ChunkService other = service(b);
      List<Callable<Integer>> reports = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ChunkService service = i % 2 == 0 ? chunks : other;
        List<ChunkUpdate> updates =
            random
                .ints(50, 0, 100)
                .mapToObj(
                    index -> chunk(index, index % 3 == 0 ? ChunkState.EVICTED : ChunkState.HOT))
                .toList();
        reports.add(
            () -> service.report(new ChunkReport(worker.value(), "node-d1", updates), CLIENT));
      }
      for (Future<Integer> done : callers.invokeAll(reports)) {
        assertThat(done.get()).isEqualTo(50);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(database.text("select count(*) from journal where kind = 'chunk.updated'"))
        .isEqualTo("40");
    assertThat(locations())
        .isNotEmpty()
        .allMatch(location -> location.chunkIdx() % 3 != 0 && location.state() == ChunkState.HOT);
  }

  @Test
  void chunks_of_a_node_that_did_not_come_back_are_forgotten() {
    report(chunk(0, ChunkState.HOT));
    reportOf("gone", chunk(1, ChunkState.HOT));
    database.execute("update chunk_location set updated_at = now() - interval '25 hours'");
    reportOf("gone", chunk(2, ChunkState.HOT));
    a.electing();
    await().until(a.leadership()::leads);

    new ForgetLostChunks(new SqlChunkDirectory(a.entities()), a.leadership()).run();

    assertThat(
            database.text(
                "select string_agg(node_id || ' ' || chunk_idx, ', ' order by chunk_idx) from chunk_location"))
        .isEqualTo("node-d1 0, gone 2");
  }

  private int report(ChunkUpdate... updates) {
    return reportOf("node-d1", updates);
  }

  private int reportOf(String node, ChunkUpdate... updates) {
    return chunks.report(new ChunkReport(worker.value(), node, List.of(updates)), CLIENT);
  }

  private List<ChunkLocation> locations() {
    return chunks.locations("a", Set.of());
  }

  private static ChunkUpdate chunk(long index, ChunkState state) {
    return new ChunkUpdate("a", index, "GPU-0", 0, state);
  }
}
