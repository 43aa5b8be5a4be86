/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.grpc;

import io.grpc.BindableService;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.roster.registry.command.Command;
import io.roster.registry.command.NodeCommands;
import io.roster.v1.AcknowledgeCommandRequest;
import io.roster.v1.NodeCommandServiceGrpc.NodeCommandServiceImplBase;
import io.roster.v1.TakeCommandsRequest;
import io.roster.v1.TakeCommandsResponse;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** NodeCommandService. A node that waits holds no thread. */
@ApplicationScoped
public class NodeCommandEndpoint {

  @EJB private NodeCommands commands;

  /** Kept here, since the doors behind may be closed already when the port closes. */
  private final Set<CompletableFuture<List<Command>>> waits = ConcurrentHashMap.newKeySet();

  /** The gRPC side of it. */
  public BindableService service() {
    return new Service(commands, waits);
  }

  /** The gRPC side of any commands. */
  public static BindableService serving(NodeCommands commands) {
    return new Service(commands, ConcurrentHashMap.newKeySet());
  }

  /** Ends all waits, which would outlast the port. */
  public void endAll() {
    waits.forEach(wait -> wait.complete(List.of()));
  }

  private static final class Service extends NodeCommandServiceImplBase {

    private final NodeCommands commands;
    private final Set<CompletableFuture<List<Command>>> waits;

    Service(NodeCommands commands, Set<CompletableFuture<List<Command>>> waits) {
      this.commands = commands;
      this.waits = waits;
    }

    @Override
    public void takeCommands(
        TakeCommandsRequest request, StreamObserver<TakeCommandsResponse> answer) {
      CompletableFuture<List<Command>> given = commands.take(CommandMessages.taker(request));
      waits.add(given);
      ((ServerCallStreamObserver<TakeCommandsResponse>) answer)
          .setOnCancelHandler(() -> given.cancel(false));
      var unused = given.whenComplete((taken, failure) -> pass(taken, failure, given, answer));
    }

    private void pass(
        @Nullable List<Command> taken,
        @Nullable Throwable failure,
        CompletableFuture<?> given,
        StreamObserver<TakeCommandsResponse> answer) {
      waits.remove(given);
      if (taken != null) {
        answer.onNext(CommandMessages.given(taken));
        answer.onCompleted();
      } else if (failure != null && !given.isCancelled()) {
        answer.onError(failure);
      }
    }

    @Override
    public void acknowledgeCommand(
        AcknowledgeCommandRequest request, StreamObserver<io.roster.v1.Command> answer) {
      Command command = commands.acknowledge(CommandMessages.acknowledgement(request));
      answer.onNext(CommandMessages.message(command));
      answer.onCompleted();
    }
  }
}
