/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.v1.Artifact;
import io.roster.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.roster.v1.ListArtifactsRequest;
import io.roster.v1.ListArtifactsResponse;
import io.roster.v1.PageRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roster artifacts}. */
@Command(name = "artifacts", description = "Lists the artifacts.")
public final class ArtifactsCommand extends ListCommand<ListArtifactsResponse> {

  @Option(names = "--prefix", paramLabel = "TEXT", description = "Only those that begin so.")
  private String prefix = "";

  @Option(
      names = "--only",
      paramLabel = "WORD",
      description = "without_source: nobody offers it; with_one_holder: one worker alone does.")
  private String only = "";

  @Override
  ListArtifactsResponse page(FleetServiceBlockingStub fleet, PageRequest page) {
    return fleet.listArtifacts(
        ListArtifactsRequest.newBuilder().setPage(page).setPrefix(prefix).setOnly(only).build());
  }

  @Override
  List<String> table(ListArtifactsResponse answer, boolean wide) {
    Columns<Artifact> columns =
        new Columns<Artifact>()
            .with("ARTIFACT", Artifact::getArtifactId)
            .with("SIZE", artifact -> Text.bytes(artifact.getBytes()))
            .with("HOLDERS", artifact -> Long.toString(artifact.getHolders()))
            .with("REPLICAS", artifact -> StatusCommand.copies(artifact.getCopiesList()))
            .with("KEYS", artifact -> Long.toString(artifact.getKeys()))
            .wide("VIEWS", artifact -> Long.toString(artifact.getViews()))
            .wide("INDEX", artifact -> artifact.getIndexKnown() ? "known" : "unknown")
            .wide("CREATED", artifact -> Text.time(artifact.getCreatedAt()));
    return Pages.withRest(
        columns.table(answer.getArtifactsList(), wide), answer.getPage(), "artifacts");
  }
}
