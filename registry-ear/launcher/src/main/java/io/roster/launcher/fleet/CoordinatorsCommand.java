/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Channel;
import io.roster.v1.Coordinator;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.ListCoordinatorsRequest;
import io.roster.v1.ListCoordinatorsResponse;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code roster coordinators}. */
@Command(name = "coordinators", description = "Lists the coordinators, and who leads.")
public final class CoordinatorsCommand extends ShowCommand<ListCoordinatorsResponse> {

  @Override
  ListCoordinatorsResponse ask(Channel registry) {
    return FleetServiceGrpc.newBlockingStub(registry)
        .listCoordinators(ListCoordinatorsRequest.getDefaultInstance());
  }

  @Override
  List<String> table(ListCoordinatorsResponse answer, boolean wide) {
    return new Columns<Coordinator>()
        .with("COORDINATOR", Coordinator::getName)
        .with("CONDITION", Coordinator::getCondition)
        .with("GRPC", one -> one.getHost() + ":" + one.getGrpcPort())
        .with("HTTP", one -> one.getHost() + ":" + one.getHttpPort())
        .with("VERSION", Coordinator::getVersion)
        .with("SEEN", one -> Text.age(one.getSeenAt(), answer.getAsOf().getTime()))
        .with("LAG", one -> Long.toString(one.getLag()))
        .wide("REVISION", one -> Long.toString(one.getRevision()))
        .wide("DATABASE", one -> String.format(Locale.ROOT, "%.1f ms", one.getDatabaseMillis()))
        .wide("STARTED", one -> Text.time(one.getStartedAt()))
        .table(answer.getCoordinatorsList(), wide);
  }
}
