/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.client.RosterClient;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.roster.v1.RequestResyncRequest;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** {@code roster resync}. */
@picocli.CommandLine.Command(
    name = "resync",
    description = "Asks a worker to reconcile what it holds.")
public final class ResyncCommand extends ActionCommand {

  @Parameters(paramLabel = "WORKER", description = "The worker's id.")
  private String worker = "";

  @Override
  Command issue(RosterClient client, OperatorServiceBlockingStub operator, Intent intent) {
    return operator.requestResync(
        RequestResyncRequest.newBuilder().setIntent(intent).setWorkerId(worker).build());
  }

  @Override
  ForeseeRequest question() {
    return about(CommandKind.COMMAND_KIND_REQUEST_RESYNC, worker);
  }

  @Override
  Optional<String> consequence() {
    return Optional.empty();
  }
}
