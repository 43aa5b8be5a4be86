/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.grpc;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.roster.registry.cluster.Departure;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.RegisteredWorker;
import io.roster.registry.cluster.WorkerRegistration;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RegistryException;
import io.roster.wire.globalstore.v1.ClusterRuntimeServiceGrpc.ClusterRuntimeServiceImplBase;
import io.roster.wire.globalstore.v1.ListActiveWorkersRequest;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse;
import io.roster.wire.globalstore.v1.RegisterWorkerRequest;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UnregisterWorkerRequest;
import io.roster.wire.globalstore.v1.UnregisterWorkerResponse;
import io.roster.wire.globalstore.v1.WorkerHeartbeatRequest;
import io.roster.wire.globalstore.v1.WorkerHeartbeatResponse;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * ClusterRuntimeService. Which failures travel inside a message and which as a status is the wire's
 * old habit, kept here.
 */
@ApplicationScoped
public class ClusterRuntimeEndpoint {

  @EJB private WorkerService workers;

  /** The gRPC side of it. */
  public BindableService service() {
    return serving(workers);
  }

  /** The gRPC side of any registry of workers. */
  public static BindableService serving(WorkerService workers) {
    return new Service(workers);
  }

  private static final class Service extends ClusterRuntimeServiceImplBase {

    private final WorkerService workers;

    Service(WorkerService workers) {
      this.workers = workers;
    }

    @Override
    public void registerWorker(
        RegisterWorkerRequest request, StreamObserver<RegisterWorkerResponse> answer) {
      answer.onNext(register(request));
      answer.onCompleted();
    }

    private RegisterWorkerResponse register(RegisterWorkerRequest request) {
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
     * A recovering daemon is told of its mistakes inside the message. An absent database is no
     * mistake of its own, and an IP address that leads nowhere is refused before recovery is looked
     * at.
     */
    private static boolean isToldInside(RegistryException failed, WorkerRegistration registration) {
      boolean unreachableIp =
          failed instanceof InvalidRequest invalid
              && invalid.field().equals("node_address")
              && WorkerMessages.isIpAddress(registration.nodeAddress());
      return failed.code() != ErrorCode.DATABASE_AWAY && !unreachableIp;
    }

    private static RegisterWorkerResponse refused() {
      return RegisterWorkerResponse.newBuilder().setStatus(Status.STATUS_ERROR).build();
    }

    @Override
    public void workerHeartbeat(
        WorkerHeartbeatRequest request, StreamObserver<WorkerHeartbeatResponse> answer) {
      answer.onNext(beat(request));
      answer.onCompleted();
    }

    private WorkerHeartbeatResponse beat(WorkerHeartbeatRequest request) {
      HeartbeatAnswer answer = workers.beat(WorkerMessages.heartbeat(request));
      if (answer instanceof HeartbeatAnswer.Heard heard) {
        return WorkerMessages.heard(heard);
      }
      return WorkerMessages.unknownWorker();
    }

    @Override
    public void unregisterWorker(
        UnregisterWorkerRequest request, StreamObserver<UnregisterWorkerResponse> answer) {
      answer.onNext(UnregisterWorkerResponse.newBuilder().setStatus(unregister(request)).build());
      answer.onCompleted();
    }

    private Status unregister(UnregisterWorkerRequest request) {
      Departure departure = WorkerMessages.departure(request);
      Departure.Outcome outcome = workers.unregister(departure);
      return switch (outcome) {
        case LEFT -> Status.STATUS_OK;
        case NOT_FOUND -> Status.STATUS_NOT_FOUND;
      };
    }

    @Override
    public void listActiveWorkers(
        ListActiveWorkersRequest request, StreamObserver<ListActiveWorkersResponse> answer) {
      ListActiveWorkersResponse.Builder response = ListActiveWorkersResponse.newBuilder();
      workers
          .list(WorkerMessages.query(request))
          .forEach(worker -> response.addWorkers(WorkerMessages.listed(worker)));
      answer.onNext(response.build());
      answer.onCompleted();
    }
  }
}
