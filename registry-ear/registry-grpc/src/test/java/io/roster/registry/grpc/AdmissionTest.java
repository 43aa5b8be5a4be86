/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final String HEARTBEAT =
      ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod().getFullMethodName();

  private final Admission admission =
      new Admission(Set.of(HEARTBEAT), 1, Executors.defaultThreadFactory());
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void stop() {
    release.countDown();
    admission.stop();
  }

  @Test
  void a_call_that_may_wait_leaves_the_networks_thread_a_heartbeat_does_not() {
    AtomicReference<Thread> served = new AtomicReference<>();

    admission
        .getExecutor(
            new Call<>(ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod()), new Metadata())
        .execute(() -> served.set(Thread.currentThread()));
    assertThat(served.get()).isSameAs(Thread.currentThread());

    admission
        .getExecutor(
            new Call<>(ClusterRuntimeServiceGrpc.getRegisterWorkerMethod()), new Metadata())
        .execute(() -> served.set(Thread.currentThread()));
    await().until(() -> served.get() != Thread.currentThread());
  }

  @Test
  void beyond_the_queue_calls_are_refused_at_once_and_heartbeats_are_still_served() {
    fill();
    Metadata headers = new Metadata();
    Call<?, ?> call = new Call<>(ClusterRuntimeServiceGrpc.getRegisterWorkerMethod());
    admission.getExecutor(call, headers);
    intercept(call, headers);
    assertThat(call.closed.get())
        .extracting(Status::getCode)
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

    AtomicReference<Thread> served = new AtomicReference<>();
    Call<?, ?> beat = new Call<>(ClusterRuntimeServiceGrpc.getWorkerHeartbeatMethod());
    Metadata beatHeaders = new Metadata();
    admission.getExecutor(beat, beatHeaders).execute(() -> served.set(Thread.currentThread()));
    intercept(beat, beatHeaders);
    assertThat(served.get()).isSameAs(Thread.currentThread());
    assertThat(beat.closed.get()).isNull();
  }

  @Test
  void a_caller_cannot_refuse_itself_by_a_header() {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("roster-refused", Metadata.ASCII_STRING_MARSHALLER), "full");
    Call<?, ?> call = new Call<>(ClusterRuntimeServiceGrpc.getRegisterWorkerMethod());
    admission.getExecutor(call, headers);
    intercept(call, headers);
    assertThat(call.closed.get()).isNull();
  }

  private <Q, A> void intercept(Call<Q, A> call, Metadata headers) {
    ServerCallHandler<Q, A> next = (admitted, with) -> new ServerCall.Listener<>() {};
    admission.interceptCall(call, headers, next);
  }

  private void fill() {
    Executor pool =
        admission.getExecutor(
            new Call<>(ClusterRuntimeServiceGrpc.getRegisterWorkerMethod()), new Metadata());
    for (int i = 0; i < 102; i++) {
      pool.execute(this::hold);
    }
  }

  private void hold() {
    try {
      release.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Call<Q, A> extends ServerCall<Q, A> {

    private final MethodDescriptor<Q, A> method;
    private final AtomicReference<Status> closed = new AtomicReference<>();

    Call(MethodDescriptor<Q, A> method) {
      this.method = method;
    }

    @Override
    public void request(int count) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(A message) {}

    @Override
    public void close(Status status, Metadata trailers) {
      closed.set(status);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<Q, A> getMethodDescriptor() {
      return method;
    }
  }
}
