/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerOfAnotherDaemon;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchService;
import io.roster.registry.journal.Watcher;
import io.roster.registry.journal.grpc.WatchEndpoint;
import io.roster.registry.platform.ConcurrentChange;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.Stopping;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchResponse;
import io.roster.v1.WatchServiceGrpc;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ErrorMappingTest {

  private static final RegisterWorkerRequest REQUEST =
      RegisterWorkerRequest.newBuilder().setDaemonId("d1").build();

  @Test
  void a_foreseen_failure_has_the_status_of_the_table_its_sentence_and_its_page() {
    StatusRuntimeException refused =
        registerFailingWith(new InvalidRequest("node_id", "is required"));

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).isEqualTo("node_id is required");
    assertThat(refused.getTrailers().get(Statuses.ERROR_CODE)).isEqualTo("ROS-1001");
  }

  @Test
  void a_missing_database_is_retryable_and_a_collision_is_aborted() {
    assertThat(registerFailingWith(new DatabaseAway(new IOException())).getStatus().getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(
            registerFailingWith(new ConcurrentChange("RegisterWorker", new IOException()))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.ABORTED);
  }

  @Test
  void an_unforeseen_failure_says_where_to_look_and_nothing_of_its_inside() {
    StatusRuntimeException failed =
        registerFailingWith(new IllegalStateException("secret inner workings"));

    assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failed.getStatus().getDescription())
        .doesNotContain("secret")
        .contains(failed.getTrailers().get(Statuses.CORRELATION));
  }

  @Test
  void a_failure_that_is_handed_over_later_is_mapped_like_one_that_is_thrown() {
    CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
    WatchService watches = new FailingLater(failure);
    String name = "later-" + UUID.randomUUID();
    Server server = start(name, watches);
    ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
    try {
      Iterator<WatchResponse> answers =
          WatchServiceGrpc.newBlockingStub(channel).watch(WatchRequest.getDefaultInstance());
      failure.complete(new Stopping());

      StatusRuntimeException ended =
          catchThrowableOfType(StatusRuntimeException.class, answers::hasNext);

      assertThat(ended.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(ended.getStatus().getDescription()).contains("stops");
      assertThat(ended.getTrailers().get(Statuses.ERROR_CODE)).isEqualTo("ROS-1008");
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  private static Server start(String name, WatchService watches) {
    try {
      return InProcessServerBuilder.forName(name)
          .addService(WatchEndpoint.serving(watches))
          .intercept(new ErrorMapping())
          .build()
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Watches that fail when the test says so. */
  private record FailingLater(CompletableFuture<RuntimeException> failure) implements WatchService {

    @Override
    public Watch watch(WatchQuery query, Watcher watcher) {
      var unused = failure.thenAccept(watcher::failed);
      return new Watch() {
        @Override
        public void ready() {}

        @Override
        public void close() {}

        @Override
        public void end(RegistryException reason) {}
      };
    }
  }

  @Test
  void a_recovering_daemon_is_told_of_its_mistakes_inside_the_message() {
    RegistryException mistake = new WorkerOfAnotherDaemon(new WorkerId("w"), "d1");
    RegisterWorkerRequest recovery = REQUEST.toBuilder().setIsRecoveryRegistration(true).build();
    try (ServedCalls calls = serving(failing(mistake))) {
      RegisterWorkerResponse answer =
          ClusterRuntimeServiceGrpc.newBlockingStub(calls.channel()).registerWorker(recovery);
      assertThat(answer.getStatus()).isEqualTo(io.roster.wire.globalstore.v1.Status.STATUS_ERROR);
    }
    try (ServedCalls calls = serving(failing(new DatabaseAway(new IOException())))) {
      StatusRuntimeException away =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  ClusterRuntimeServiceGrpc.newBlockingStub(calls.channel())
                      .registerWorker(recovery));
      assertThat(away.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void bytes_that_are_no_request_are_refused_by_name() {
    MethodDescriptor<ByteString, RegisterWorkerResponse> raw =
        ClusterRuntimeServiceGrpc.getRegisterWorkerMethod().toBuilder(
                new Raw(),
                ClusterRuntimeServiceGrpc.getRegisterWorkerMethod().getResponseMarshaller())
            .build();
    try (ServedCalls calls = serving(failing(new IllegalStateException("never reached")))) {
      StatusRuntimeException refused =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  ClientCalls.blockingUnaryCall(
                      calls.channel(), raw, CallOptions.DEFAULT, ByteString.fromHex("ffffffff")));
      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(refused.getStatus().getDescription()).contains("RegisterWorkerRequest");
    }
  }

  private static StatusRuntimeException registerFailingWith(RuntimeException failure) {
    try (ServedCalls calls = serving(failing(failure))) {
      return catchThrowableOfType(
          StatusRuntimeException.class,
          () -> ClusterRuntimeServiceGrpc.newBlockingStub(calls.channel()).registerWorker(REQUEST));
    }
  }

  private static ServedCalls serving(Function<WorkerRegistration, RegisteredWorker> registering) {
    return new ServedCalls(registering, new ErrorMapping());
  }

  private static Function<WorkerRegistration, RegisteredWorker> failing(RuntimeException failure) {
    return registration -> {
      throw failure;
    };
  }

  private static final class Raw implements MethodDescriptor.Marshaller<ByteString> {

    @Override
    public InputStream stream(ByteString bytes) {
      return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public ByteString parse(InputStream stream) {
      try {
        return ByteString.readFrom(stream);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
