/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.client.RosterClient;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.DrainWorkerRequest;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** {@code roster drain}. */
@picocli.CommandLine.Command(
    name = "drain",
    description = "Takes a worker out of service: no new transport begins at it.")
public final class DrainCommand extends ActionCommand {

  @Parameters(paramLabel = "WORKER", description = "The worker's id.")
  private String worker = "";

  @Override
  Command issue(RosterClient client, OperatorServiceBlockingStub operator, Intent intent) {
    return operator.drainWorker(
        DrainWorkerRequest.newBuilder().setIntent(intent).setWorkerId(worker).build());
  }

  @Override
  ForeseeRequest question() {
    return about(CommandKind.COMMAND_KIND_DRAIN_WORKER, worker);
  }

  @Override
  Optional<String> consequence() {
    return Optional.of("No new transport will begin at " + worker + ", until it is resumed.");
  }
}
