/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.client.RosterClient;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.roster.v1.ResumeWorkerRequest;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** {@code roster resume}. */
@picocli.CommandLine.Command(
    name = "resume",
    description = "Puts a drained worker into service again.")
public final class ResumeCommand extends ActionCommand {

  @Parameters(paramLabel = "WORKER", description = "The worker's id.")
  private String worker = "";

  @Override
  Command issue(RosterClient client, OperatorServiceBlockingStub operator, Intent intent) {
    return operator.resumeWorker(
        ResumeWorkerRequest.newBuilder().setIntent(intent).setWorkerId(worker).build());
  }

  @Override
  ForeseeRequest question() {
    return about(CommandKind.COMMAND_KIND_RESUME_WORKER, worker);
  }

  @Override
  Optional<String> consequence() {
    return Optional.empty();
  }
}
