/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.client.RosterClient;
import io.roster.v1.Command;
import io.roster.v1.CommandKind;
import io.roster.v1.ForeseeRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.roster.v1.PrefetchArtifactRequest;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roster prefetch}. */
@picocli.CommandLine.Command(
    name = "prefetch",
    description = "Asks a node to get an artifact into its memory.")
public final class PrefetchCommand extends ActionCommand {

  @Parameters(paramLabel = "ARTIFACT", description = "Its id or its key.")
  private String artifact = "";

  @Option(
      names = "--on",
      paramLabel = "WORKER",
      required = true,
      description = "The worker whose node shall have it.")
  private String worker = "";

  @Option(
      names = "--memory",
      paramLabel = "TYPE",
      description = "gpu, ram or disk. Default: the node chooses")
  private String memory = "";

  @Override
  Command issue(RosterClient client, OperatorServiceBlockingStub operator, Intent intent) {
    return operator.prefetchArtifact(
        PrefetchArtifactRequest.newBuilder()
            .setIntent(intent)
            .setWorkerId(worker)
            .setArtifactId(ArtifactName.id(client.channel(), artifact))
            .setMemoryType(memory.toUpperCase(Locale.ROOT))
            .build());
  }

  @Override
  ForeseeRequest question() {
    return about(CommandKind.COMMAND_KIND_PREFETCH_ARTIFACT, worker);
  }

  @Override
  Optional<String> consequence() {
    return Optional.empty();
  }
}
