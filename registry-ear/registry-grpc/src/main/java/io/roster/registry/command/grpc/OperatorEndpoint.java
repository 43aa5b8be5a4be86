/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.grpc;

import static io.roster.registry.command.grpc.CommandMessages.replica;
import static io.roster.registry.command.grpc.CommandMessages.worker;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.roster.registry.access.Identity;
import io.roster.registry.command.CommandService;
import io.roster.registry.command.Order;
import io.roster.registry.platform.grpc.Caller;
import io.roster.registry.platform.grpc.OperatorName;
import io.roster.v1.CancelCommandRequest;
import io.roster.v1.CancelTransportRequest;
import io.roster.v1.Command;
import io.roster.v1.DrainWorkerRequest;
import io.roster.v1.EvictReplicaRequest;
import io.roster.v1.ForceUnregisterRequest;
import io.roster.v1.GetCommandRequest;
import io.roster.v1.HandOverLeadershipRequest;
import io.roster.v1.Intent;
import io.roster.v1.ListCommandsRequest;
import io.roster.v1.ListCommandsResponse;
import io.roster.v1.MarkReplicaUnavailableRequest;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceImplBase;
import io.roster.v1.PrefetchArtifactRequest;
import io.roster.v1.ReleaseLeaseRequest;
import io.roster.v1.RequestResyncRequest;
import io.roster.v1.ResumeWorkerRequest;
import io.roster.v1.RevokeKeyRequest;
import io.roster.v1.SwapKeyRequest;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;

/** OperatorService: each call is an order, in the name of whoever calls. */
@ApplicationScoped
public class OperatorEndpoint {

  @EJB private CommandService commands;

  /** The gRPC side of it. */
  public BindableService service() {
    return serving(commands);
  }

  /** The gRPC side of any commands. */
  public static BindableService serving(CommandService commands) {
    return new Service(commands);
  }

  private static final class Service extends OperatorServiceImplBase {

    private final CommandService commands;

    Service(CommandService commands) {
      this.commands = commands;
    }

    private void issue(Order order, Intent intent, StreamObserver<Command> answer) {
      answer(commands.issue(CommandMessages.request(order, intent), asking()), answer);
    }

    /** Whoever has the token may do everything. */
    private static Identity asking() {
      return Identity.trusted(OperatorName.actor(), Caller.actor().id());
    }

    private static void answer(
        io.roster.registry.command.Command command, StreamObserver<Command> answer) {
      answer.onNext(CommandMessages.message(command));
      answer.onCompleted();
    }

    @Override
    public void requestResync(RequestResyncRequest request, StreamObserver<Command> answer) {
      issue(Order.requestResync(worker(request.getWorkerId())), request.getIntent(), answer);
    }

    @Override
    public void drainWorker(DrainWorkerRequest request, StreamObserver<Command> answer) {
      issue(Order.drain(worker(request.getWorkerId())), request.getIntent(), answer);
    }

    @Override
    public void resumeWorker(ResumeWorkerRequest request, StreamObserver<Command> answer) {
      issue(Order.resume(worker(request.getWorkerId())), request.getIntent(), answer);
    }

    @Override
    public void evictReplica(EvictReplicaRequest request, StreamObserver<Command> answer) {
      issue(Order.evict(replica(request.getReplicaId())), request.getIntent(), answer);
    }

    @Override
    public void prefetchArtifact(PrefetchArtifactRequest request, StreamObserver<Command> answer) {
      issue(CommandMessages.prefetch(request), request.getIntent(), answer);
    }

    @Override
    public void markReplicaUnavailable(
        MarkReplicaUnavailableRequest request, StreamObserver<Command> answer) {
      issue(Order.markUnavailable(replica(request.getReplicaId())), request.getIntent(), answer);
    }

    @Override
    public void forceUnregister(ForceUnregisterRequest request, StreamObserver<Command> answer) {
      issue(Order.forceUnregister(worker(request.getWorkerId())), request.getIntent(), answer);
    }

    @Override
    public void handOverLeadership(
        HandOverLeadershipRequest request, StreamObserver<Command> answer) {
      issue(
          Order.handOver(CommandMessages.coordinator(request.getCoordinator())),
          request.getIntent(),
          answer);
    }

    @Override
    public void cancelTransport(CancelTransportRequest request, StreamObserver<Command> answer) {
      issue(
          Order.cancelTransport(CommandMessages.transport(request.getTransportId())),
          request.getIntent(),
          answer);
    }

    @Override
    public void swapKey(SwapKeyRequest request, StreamObserver<Command> answer) {
      issue(CommandMessages.swap(request), request.getIntent(), answer);
    }

    @Override
    public void revokeKey(RevokeKeyRequest request, StreamObserver<Command> answer) {
      issue(Order.revokeKey(request.getKey()), request.getIntent(), answer);
    }

    @Override
    public void releaseLease(ReleaseLeaseRequest request, StreamObserver<Command> answer) {
      issue(Order.releaseLease(request.getShardId()), request.getIntent(), answer);
    }

    @Override
    public void cancelCommand(CancelCommandRequest request, StreamObserver<Command> answer) {
      answer(
          commands.cancel(
              CommandMessages.command(request.getCommandId()),
              request.getReason().strip(),
              asking()),
          answer);
    }

    @Override
    public void getCommand(GetCommandRequest request, StreamObserver<Command> answer) {
      answer(commands.find(CommandMessages.command(request.getCommandId())), answer);
    }

    @Override
    public void listCommands(
        ListCommandsRequest request, StreamObserver<ListCommandsResponse> answer) {
      answer.onNext(CommandMessages.page(commands.list(CommandMessages.query(request))));
      answer.onCompleted();
    }
  }
}
