/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Channel;
import io.roster.v1.Command;
import io.roster.v1.CommandState;
import io.roster.v1.ListCommandsRequest;
import io.roster.v1.ListCommandsResponse;
import io.roster.v1.OperatorServiceGrpc;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code roster commands}. */
@picocli.CommandLine.Command(
    name = "commands",
    description = "Lists what was asked of the fleet, the newest first.")
public final class CommandsCommand extends ShowCommand<ListCommandsResponse> {

  private static final int LARGEST_PAGE = 500;

  @Option(names = "--open", description = "Only what is not finished.")
  private boolean open;

  @Option(names = "--worker", paramLabel = "ID", description = "Only of this worker's node.")
  private String worker = "";

  @Option(names = "--target", paramLabel = "ID", description = "Only about this.")
  private String target = "";

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "100",
      description = "How many rows at most; 0 for all. Default: 100")
  private int limit;

  @Override
  ListCommandsResponse ask(Channel registry) {
    OperatorServiceBlockingStub operator = OperatorServiceGrpc.newBlockingStub(registry);
    ListCommandsResponse.Builder all = ListCommandsResponse.newBuilder();
    do {
      int left = limit <= 0 ? LARGEST_PAGE : limit - all.getCommandsCount();
      ListCommandsResponse page =
          operator.listCommands(request(Math.min(LARGEST_PAGE, left), all.getNextPageToken()));
      all.addAllCommands(page.getCommandsList()).setNextPageToken(page.getNextPageToken());
    } while (!all.getNextPageToken().isEmpty() && (limit <= 0 || all.getCommandsCount() < limit));
    return all.build();
  }

  private ListCommandsRequest request(int size, String token) {
    ListCommandsRequest.Builder request =
        ListCommandsRequest.newBuilder()
            .setTarget(target)
            .setWorkerId(worker)
            .setPageSize(size)
            .setPageToken(token);
    if (open) {
      request
          .addStates(CommandState.COMMAND_STATE_PENDING)
          .addStates(CommandState.COMMAND_STATE_DELIVERED)
          .addStates(CommandState.COMMAND_STATE_ACKNOWLEDGED);
    }
    return request.build();
  }

  @Override
  List<String> table(ListCommandsResponse answer, boolean wide) {
    if (answer.getCommandsCount() == 0) {
      return List.of("There are no commands.");
    }
    return new Columns<Command>()
        .with("COMMAND", Command::getCommandId)
        .with("WHAT", command -> Outcome.kind(command.getKind()))
        .with("TARGET", Command::getTarget)
        .with("STATE", command -> Outcome.state(command.getState()))
        .with("ASKED", command -> Text.time(command.getCreatedAt()))
        .with("BY", Command::getActor)
        .with("REASON", Command::getReason)
        .wide("DETAIL", Command::getDetail)
        .wide("UPDATED", command -> Text.time(command.getUpdatedAt()))
        .wide("DEADLINE", command -> Text.time(command.getDeadline()))
        .wide("DELIVERIES", command -> Integer.toString(command.getDeliveries()))
        .table(answer.getCommandsList(), wide);
  }
}
