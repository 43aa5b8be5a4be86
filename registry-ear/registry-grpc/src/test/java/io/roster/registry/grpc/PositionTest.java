/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.journal.JournalPosition;
import io.roster.registry.platform.InvalidRequest;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceBlockingStub;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceFutureStub;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PositionTest {

  private static final RegisterWorkerRequest REQUEST =
      RegisterWorkerRequest.newBuilder().setDaemonId("d1").build();

  private final Standing position = new Standing();
  private final AtomicReference<Metadata> headers = new AtomicReference<>(new Metadata());
  private final AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());

  @Test
  void an_answer_says_who_gave_it_and_where_it_stood() {
    try (ServedCalls calls = serving(registered())) {
      captured(calls).registerWorker(REQUEST);
    }
    assertThat(told(headers, PositionStamp.REVISION)).isEqualTo("7");
    assertThat(told(headers, PositionStamp.EPOCH)).isEqualTo("3");
    assertThat(told(headers, PositionStamp.COORDINATOR)).isEqualTo("c?1");
  }

  @Test
  void a_refusal_says_so_too() {
    try (ServedCalls calls =
        serving(
            registration -> {
              throw new InvalidRequest("node_id", "is required");
            })) {
      assertThatThrownBy(() -> captured(calls).registerWorker(REQUEST))
          .isInstanceOf(StatusRuntimeException.class);
    }
    assertThat(told(trailers, PositionStamp.REVISION)).isEqualTo("7");
  }

  @Test
  void a_call_that_asks_for_a_later_revision_begins_when_it_is_there()
      throws ExecutionException, InterruptedException {
    CompletableFuture<Long> began = new CompletableFuture<>();
    try (ServedCalls calls =
        serving(
            registration -> {
              began.complete(position.revision());
              return registered().apply(registration);
            })) {
      Future<RegisterWorkerResponse> answer = later(calls, "9").registerWorker(REQUEST);
      assertThat(began).isNotDone();

      position.moveTo(9);

      assertThat(answer.get().getWorkerId()).isEqualTo("w1");
      assertThat(began.join()).isEqualTo(9);
    }
  }

  @Test
  void a_revision_that_does_not_come_is_refused_in_a_retryable_way() {
    try (ServedCalls calls = serving(registered())) {
      StatusRuntimeException refused =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> asking(calls, "8").registerWorker(REQUEST));
      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(refused.getStatus().getDescription()).contains("7").contains("8");
    }
  }

  @Test
  void a_revision_that_is_no_number_is_refused() {
    try (ServedCalls calls = serving(registered())) {
      StatusRuntimeException refused =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> asking(calls, "soon").registerWorker(REQUEST));
      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void an_answer_from_an_old_memory_says_how_old_it_is() {
    position.age = Duration.ofSeconds(4);
    try (ServedCalls calls = serving(registered())) {
      captured(calls).registerWorker(REQUEST);
    }
    assertThat(told(headers, PositionStamp.AGE)).isEqualTo("4000");
  }

  private static @Nullable String told(
      AtomicReference<Metadata> metadata, Metadata.Key<String> key) {
    return Objects.requireNonNull(metadata.get()).get(key);
  }

  private ServedCalls serving(Function<WorkerRegistration, RegisteredWorker> registering) {
    return new ServedCalls(
        registering,
        new MinimumRevision(position),
        new ErrorMapping(),
        new PositionStamp(position));
  }

  private static Function<WorkerRegistration, RegisteredWorker> registered() {
    return registration ->
        new RegisteredWorker(new WorkerId("w1"), Duration.ofSeconds(5), false, 1, 1);
  }

  private ClusterRuntimeServiceBlockingStub captured(ServedCalls calls) {
    return ClusterRuntimeServiceGrpc.newBlockingStub(
        ClientInterceptors.intercept(
            calls.channel(), MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));
  }

  private static ClusterRuntimeServiceBlockingStub asking(ServedCalls calls, String revision) {
    return ClusterRuntimeServiceGrpc.newBlockingStub(calls.channel())
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(minimum(revision)));
  }

  private static ClusterRuntimeServiceFutureStub later(ServedCalls calls, String revision) {
    return ClusterRuntimeServiceGrpc.newFutureStub(calls.channel())
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(minimum(revision)));
  }

  private static Metadata minimum(String revision) {
    Metadata metadata = new Metadata();
    metadata.put(MinimumRevision.MINIMUM, revision);
    return metadata;
  }

  /** A coordinator that stands where the test wants. */
  private static final class Standing implements JournalPosition {

    private final CompletableFuture<Long> moved = new CompletableFuture<>();
    private volatile long revision = 7;
    private volatile Duration age = Duration.ZERO;

    void moveTo(long newRevision) {
      revision = newRevision;
      moved.complete(newRevision);
    }

    @Override
    public long revision() {
      return revision;
    }

    @Override
    public Duration age() {
      return age;
    }

    @Override
    public long epoch() {
      return 3;
    }

    @Override
    public String coordinator() {
      return "cö1";
    }

    @Override
    public CompletionStage<Long> reached(long wanted) {
      return moved;
    }
  }
}
