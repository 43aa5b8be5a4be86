/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.client.RosterClient;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.EvictReplicaRequest;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** {@code roster evict}. */
@picocli.CommandLine.Command(
    name = "evict",
    description = "Asks the node of a replica to give it up.")
public final class EvictCommand extends ActionCommand {

  @Parameters(paramLabel = "REPLICA", description = "The replica's id.")
  private String replica = "";

  @Override
  Command issue(RosterClient client, OperatorServiceBlockingStub operator, Intent intent) {
    return operator.evictReplica(
        EvictReplicaRequest.newBuilder().setIntent(intent).setReplicaId(replica).build());
  }

  @Override
  ForeseeRequest question() {
    return about(CommandKind.COMMAND_KIND_EVICT_REPLICA, replica);
  }

  @Override
  Optional<String> consequence() {
    return Optional.of(
        "The replica " + replica + " will be gone; if it is the last one, so is the artifact.");
  }
}
