/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a coordinator for its health, and waits for the answer no longer than a limit. */
final class Pulse {

  /** What a coordinator is. */
  enum Health {
    SERVING,
    /** It answers, but does not want calls. */
    NOT_SERVING,
    SILENT
  }

  private final Timers timers;
  private final Duration limit;

  Pulse(Timers timers, Duration limit) {
    this.timers = timers;
    this.limit = limit;
  }

  /** Asks; what comes of it is told once, on any thread. */
  void ask(Connection connection, Consumer<Health> known) {
    Probe probe = new Probe(known);
    HealthGrpc.newStub(connection.bare()).check(HealthCheckRequest.getDefaultInstance(), probe);
    probe.endAt(timers.after(limit, probe::giveUp));
  }

  private static final class Probe
      implements ClientResponseObserver<HealthCheckRequest, HealthCheckResponse> {

    private final Consumer<Health> known;
    private @Nullable ClientCallStreamObserver<HealthCheckRequest> call;
    private Timers.@Nullable Alarm alarm;
    private boolean told;

    Probe(Consumer<Health> known) {
      this.known = known;
    }

    @Override
    public synchronized void beforeStart(ClientCallStreamObserver<HealthCheckRequest> stream) {
      call = stream;
    }

    synchronized void endAt(Timers.Alarm planned) {
      if (told) {
        planned.callOff();
      } else {
        alarm = planned;
      }
    }

    void giveUp() {
      tell(Health.SILENT);
      ClientCallStreamObserver<HealthCheckRequest> running;
      synchronized (this) {
        running = call;
      }
      if (running != null) {
        running.cancel("no answer in time", null);
      }
    }

    @Override
    public void onNext(HealthCheckResponse answer) {
      tell(answer.getStatus() == ServingStatus.SERVING ? Health.SERVING : Health.NOT_SERVING);
    }

    @Override
    public void onError(Throwable failure) {
      // A server without this service is there all the same.
      boolean away = Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE;
      tell(away ? Health.SILENT : Health.SERVING);
    }

    @Override
    public void onCompleted() {
      tell(Health.NOT_SERVING);
    }

    private void tell(Health health) {
      synchronized (this) {
        if (told) {
          return;
        }
        told = true;
        if (alarm != null) {
          alarm.callOff();
        }
      }
      known.accept(health);
    }
  }
}
