/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.roster.v1.ListTransportsRequest;
import io.roster.v1.ListTransportsResponse;
import io.roster.v1.PageRequest;
import io.roster.v1.Transport;
import io.roster.v1.TransportEnd;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roster transports}. */
@Command(name = "transports", description = "Lists the transports, the newest first.")
public final class TransportsCommand extends ListCommand<ListTransportsResponse> {

  @Option(
      names = "--condition",
      paramLabel = "WORD",
      split = ",",
      description = "Only these: in_progress, success, failed, expired, cancelled.")
  private List<String> conditions = List.of();

  @Option(names = "--artifact", paramLabel = "ID", description = "Only of this artifact.")
  private String artifact = "";

  @Option(names = "--worker", paramLabel = "ID", description = "Only from or to this worker.")
  private String worker = "";

  @Override
  ListTransportsResponse page(FleetServiceBlockingStub fleet, PageRequest page) {
    return fleet.listTransports(
        ListTransportsRequest.newBuilder()
            .setPage(page)
            .addAllConditions(conditions)
            .setArtifactId(artifact)
            .setWorkerId(worker)
            .build());
  }

  @Override
  List<String> table(ListTransportsResponse answer, boolean wide) {
    Columns<Transport> columns =
        new Columns<Transport>()
            .with("TRANSPORT", Transport::getTransportId)
            .with("ARTIFACT", Transport::getArtifactId)
            .with("FROM", transport -> end(transport.getSource()))
            .with("TO", transport -> end(transport.getTarget()))
            .with("SIZE", transport -> Text.bytes(transport.getBytes()))
            .with("CONDITION", transport -> Text.words(transport.getCondition()))
            .with(
                "BEGUN",
                transport -> Text.age(transport.getCreatedAt(), answer.getAsOf().getTime()))
            .wide(
                "ENDED",
                transport -> transport.hasEndedAt() ? Text.time(transport.getEndedAt()) : "")
            .wide("REPLICA", Transport::getReplicaId)
            .wide("DETAIL", Transport::getDetail);
    return Pages.withRest(
        columns.table(answer.getTransportsList(), wide), answer.getPage(), "transports");
  }

  private static String end(TransportEnd end) {
    return end.getNodeId().isEmpty() ? end.getAddress() + ":" + end.getPort() : end.getNodeId();
  }
}
