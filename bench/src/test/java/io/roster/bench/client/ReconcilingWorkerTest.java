/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_REBASE_REQUIRED;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_RETRY_LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.roster.bench.load.Answer;
import io.roster.bench.load.Answer.Verdict;
import io.roster.wire.common.v1.ReplicaInfo;
import io.roster.wire.globalstore.v1.ReconcileRequestKind;
import io.roster.wire.globalstore.v1.ReconcileWorkerStateRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcilingWorkerTest {

  private final FakeRegistry registry = new FakeRegistry();
  private final Channels channels = Channels.open(registry.port(), 1);
  private final LongAdder retries = new LongAdder();
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final ReconcilingWorker worker =
      new ReconcilingWorker(channels, new Registered(3, "worker_3", 5, 1), 8, 2, retries);

  @AfterEach
  void stop() {
    channels.close();
    registry.close();
  }

  @Test
  void requests_carry_the_generation_and_rising_numbers() {
    reconcile(4);

    assertThat(registry.reconciles)
        .extracting(ReconcileWorkerStateRequest::getRequestSeq)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(registry.reconciles)
        .allSatisfy(
            request -> {
              assertThat(request.getGeneration()).isEqualTo(5);
              assertThat(request.getWorkerId()).isEqualTo("worker_3");
              assertThat(request.getRequestKind())
                  .isEqualTo(ReconcileRequestKind.RECONCILE_REQUEST_KIND_SNAPSHOT);
              assertThat(request.getInventoryCount()).isEqualTo(8);
            });
  }

  @Test
  void the_inventory_changes_as_often_as_it_was_asked_to() {
    reconcile(5);

    List<List<String>> held =
        registry.reconciles.stream()
            .map(
                each ->
                    each.getInventoryList().stream().map(ReconcilingWorkerTest::artifact).toList())
            .toList();
    assertThat(held.get(1)).isNotEqualTo(held.get(0));
    assertThat(held.get(2)).isEqualTo(held.get(1));
    assertThat(held.get(3)).isNotEqualTo(held.get(2));
    assertThat(held.get(4)).isEqualTo(held.get(3));
  }

  @Test
  void what_is_put_off_comes_again_unchanged_and_is_counted() {
    registry.reconcileAnswers.addAll(
        List.of(RECONCILE_RESULT_KIND_RETRY_LATER, RECONCILE_RESULT_KIND_NOOP));

    reconcile(1);

    assertThat(registry.reconciles).hasSize(2);
    assertThat(registry.reconciles.get(1)).isEqualTo(registry.reconciles.get(0));
    assertThat(retries.sum()).isEqualTo(1);
    assertThat(answers).containsExactly(Answer.SERVED);
  }

  @Test
  void a_request_that_was_not_answered_comes_again_under_its_number() {
    registry.reconcileRefusals.add(Status.UNAVAILABLE);

    reconcile(2);

    assertThat(answers).extracting(Answer::verdict).containsExactly(Verdict.SHED, Verdict.SERVED);
    assertThat(registry.reconciles)
        .extracting(ReconcileWorkerStateRequest::getRequestSeq)
        .containsExactly(1L, 1L);
  }

  @Test
  void a_rebase_counts_as_a_failure() {
    registry.reconcileAnswers.add(RECONCILE_RESULT_KIND_REBASE_REQUIRED);

    reconcile(1);

    assertThat(answers).extracting(Answer::verdict).containsExactly(Verdict.FAILED);
  }

  @Test
  void heartbeats_carry_what_the_last_reconcile_answered() {
    reconcile(2);

    WorkerHeartbeatRequest beat = worker.beat();
    assertThat(beat.getStateVersion()).isEqualTo(3);
    assertThat(beat.getStateChecksum()).isEqualTo("after-2");
    assertThat(beat.getRegisteredArtifactIdsCount()).isEqualTo(8);
  }

  @Test
  void a_chunk_report_names_each_artifact_that_is_held() {
    assertThat(worker.chunks(1).getUpdatesList())
        .extracting(update -> update.getArtifactId())
        .containsExactlyElementsOf(worker.beat().getRegisteredArtifactIdsList());
  }

  /** All at once: the worker must put them in a row itself. */
  private void reconcile(int times) {
    IntStream.range(0, times).forEach(unused -> worker.reconcile(answers::add));
    await().until(() -> answers.size() == times);
  }

  private static String artifact(ReplicaInfo replica) {
    return replica.getRef().getArtifactId();
  }
}
