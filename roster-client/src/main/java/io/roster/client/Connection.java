/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.roster.wire.globalstore.v1.ClusterAdminServiceGrpc;
import io.roster.wire.globalstore.v1.HealthCheckRequest;
import io.roster.wire.globalstore.v1.HealthCheckResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One coordinator, connected. For all threads. */
public final class Connection implements Rotation.Member {

  private static final long CLOSE_WAIT_SECONDS = 2;

  private final Endpoint endpoint;
  private final ManagedChannel channel;
  private final Channel calls;
  private final Optional<String> token;
  private volatile boolean greeted;

  Connection(Endpoint endpoint, ManagedChannel channel, Headers headers, Optional<String> token) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.calls = ClientInterceptors.intercept(channel, headers);
    this.token = token;
    this.greeted = token.isEmpty();
  }

  /** Where it is. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** For the stubs of any service, to this coordinator alone. */
  public Channel calls() {
    return calls;
  }

  @Override
  public void reconnect() {
    greeted = token.isEmpty();
    channel.enterIdle();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without encryption, token and limits: for probes. */
  Channel bare() {
    return channel;
  }

  boolean isGreeted() {
    return greeted;
  }

  /**
   * Makes sure that it belongs to our cluster: one that asks for no token would take our calls, and
   * do them elsewhere.
   *
   * @param known told OK, or why not; on any thread
   */
  void greet(Duration limit, Consumer<Status> known) {
    ClusterAdminServiceGrpc.newStub(calls)
        .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)
        .healthCheck(HealthCheckRequest.getDefaultInstance(), new Greeting(known));
  }

  private final class Greeting implements StreamObserver<HealthCheckResponse> {

    private final Consumer<Status> known;
    private String echoed = "";

    Greeting(Consumer<Status> known) {
      this.known = known;
    }

    @Override
    public void onNext(HealthCheckResponse answer) {
      echoed = answer.getClusterToken();
    }

    @Override
    public void onError(Throwable failure) {
      Status status = Status.fromThrowable(failure);
      boolean late = status.getCode() == Status.Code.DEADLINE_EXCEEDED;
      known.accept(late ? Status.UNAVAILABLE.withDescription("does not answer in time") : status);
    }

    @Override
    public void onCompleted() {
      if (token.isPresent() && !ClusterToken.same(token.get(), echoed)) {
        known.accept(Status.UNAUTHENTICATED);
        return;
      }
      greeted = true;
      known.accept(Status.OK);
    }
  }
}
