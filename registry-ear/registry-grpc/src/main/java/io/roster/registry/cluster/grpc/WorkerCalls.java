/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.grpc;

import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.Heartbeats;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RegistryException;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import io.roster.wire.globalstore.v1.UnregisterWorkerResponse;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import java.util.Set;

/**
 * The rpcs about workers. Which failures travel inside a message and which as a status is the
 * wire's old habit, kept here.
 */
final class WorkerCalls {

  private static final Set<ErrorCode> NO_MISTAKE =
      Set.of(
          ErrorCode.DATABASE_AWAY,
          ErrorCode.OVERLOADED,
          ErrorCode.STOPPING,
          ErrorCode.WORKER_QUARANTINED);

  private final WorkerService workers;
  private final Heartbeats heartbeats;

  WorkerCalls(WorkerService workers) {
    this.workers = workers;
    this.heartbeats = workers.heartbeats();
  }

  RegisterWorkerResponse register(RegisterWorkerRequest request) {
    WorkerRegistration registration = WorkerMessages.registration(request);
    if (registration.daemonId().isEmpty()) {
      return refused();
    }
    try {
      RegisteredWorker worker =
          workers.register(registration, Actor.daemon(registration.daemonId()));
      return WorkerMessages.registered(worker);
    } catch (RegistryException failed) {
      if (request.getIsRecoveryRegistration() && isToldInside(failed, registration)) {
        return refused();
      }
      throw failed;
    }
  }

  /**
   * A recovering daemon is told of its mistakes inside the message. An absent database or too much
   * work is no mistake of its own, one that flaps has to be told for how long, and an IP address
   * that leads nowhere is refused before recovery is looked at.
   */
  private static boolean isToldInside(RegistryException failed, WorkerRegistration registration) {
    boolean unreachableIp =
        failed instanceof InvalidRequest invalid
            && invalid.field().equals("node_address")
            && WorkerMessages.isIpAddress(registration.nodeAddress());
    return !NO_MISTAKE.contains(failed.code()) && !unreachableIp;
  }

  private static RegisterWorkerResponse refused() {
    return RegisterWorkerResponse.newBuilder().setStatus(Status.STATUS_ERROR).build();
  }

  WorkerHeartbeatResponse beat(WorkerHeartbeatRequest request) {
    HeartbeatAnswer answer = heartbeats.take(WorkerMessages.heartbeat(request));
    if (answer instanceof HeartbeatAnswer.Heard heard) {
      return WorkerMessages.heard(heard);
    }
    return WorkerMessages.unknownWorker();
  }

  UnregisterWorkerResponse unregister(UnregisterWorkerRequest request) {
    Departure.Outcome outcome = workers.unregister(WorkerMessages.departure(request));
    Status status =
        switch (outcome) {
          case LEFT -> Status.STATUS_OK;
          case NOT_FOUND -> Status.STATUS_NOT_FOUND;
        };
    return UnregisterWorkerResponse.newBuilder().setStatus(status).build();
  }

  ListActiveWorkersResponse list(ListActiveWorkersRequest request) {
    ListActiveWorkersResponse.Builder response = ListActiveWorkersResponse.newBuilder();
    workers
        .list(WorkerMessages.query(request))
        .forEach(worker -> response.addWorkers(WorkerMessages.listed(worker)));
    return response.build();
  }
}
