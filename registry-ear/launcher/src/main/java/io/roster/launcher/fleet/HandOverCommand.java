/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.client.RosterClient;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.HandOverLeadershipRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** {@code roster hand-over}. */
@picocli.CommandLine.Command(
    name = "hand-over",
    description = "Asks the leader to let another coordinator lead.")
public final class HandOverCommand extends ActionCommand {

  @Parameters(
      paramLabel = "COORDINATOR",
      arity = "0..1",
      description = "Who shall lead. Default: any other")
  private String coordinator = "";

  @Override
  Command issue(RosterClient client, OperatorServiceBlockingStub operator, Intent intent) {
    return operator.handOverLeadership(
        HandOverLeadershipRequest.newBuilder()
            .setIntent(intent)
            .setCoordinator(coordinator)
            .build());
  }

  @Override
  ForeseeRequest question() {
    ForeseeRequest anybody = about(CommandKind.COMMAND_KIND_HAND_OVER_LEADERSHIP, "leadership");
    return coordinator.isEmpty()
        ? anybody
        : anybody.toBuilder().putParameters("coordinator", coordinator).build();
  }

  @Override
  Optional<String> consequence() {
    return Optional.of(
        (coordinator.isEmpty() ? "Another coordinator" : coordinator) + " will lead the site.");
  }
}
