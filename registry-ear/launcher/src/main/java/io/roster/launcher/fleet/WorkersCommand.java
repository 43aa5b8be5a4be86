/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.roster.v1.ListWorkersRequest;
import io.roster.v1.ListWorkersResponse;
import io.roster.v1.PageRequest;
import io.roster.v1.Worker;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roster workers}. */
@Command(name = "workers", description = "Lists the workers.")
public final class WorkersCommand extends ListCommand<ListWorkersResponse> {

  @Option(
      names = "--condition",
      paramLabel = "WORD",
      split = ",",
      description =
          "Only these: ready, not_accepting, draining, silent, gone. Default: all but gone")
  private List<String> conditions = List.of();

  @Option(names = "--node", paramLabel = "NAME", description = "Only on this host.")
  private String node = "";

  @Option(
      names = "--text",
      paramLabel = "PART",
      description = "Only with this in the id, the daemon, the node or the address.")
  private String text = "";

  @Override
  ListWorkersResponse page(FleetServiceBlockingStub fleet, PageRequest page) {
    return fleet.listWorkers(
        ListWorkersRequest.newBuilder()
            .setPage(page)
            .addAllConditions(conditions)
            .setNodeId(node)
            .setText(text)
            .build());
  }

  @Override
  List<String> table(ListWorkersResponse answer, boolean wide) {
    Columns<Worker> columns =
        new Columns<Worker>()
            .with("WORKER", Worker::getWorkerId)
            .with("NODE", Worker::getNodeId)
            .with("ADDRESS", worker -> worker.getNodeAddress() + ":" + worker.getGrpcPort())
            .with("CONDITION", WorkersCommand::condition)
            .with("SYNC", Worker::getSync)
            .with(
                "HEARD", worker -> Text.age(worker.getLastHeartbeat(), answer.getAsOf().getTime()))
            .with("REPLICAS", worker -> Long.toString(worker.getReplicas()))
            .with("FREE", worker -> Text.bytes(worker.getPoolAvailableBytes()))
            .wide("OF", worker -> Text.bytes(worker.getPoolTotalBytes()))
            .wide("DAEMON", Worker::getDaemonId)
            .wide(
                "REGISTERED",
                worker -> Text.age(worker.getRegisteredAt(), answer.getAsOf().getTime()))
            .wide("GENERATION", worker -> worker.getGeneration() + "/" + worker.getRequestSeq())
            .wide(
                "VERSION",
                worker -> worker.getAcknowledgedVersion() + "/" + worker.getStateVersion());
    return Pages.withRest(
        columns.table(answer.getWorkersList(), wide), answer.getPage(), "workers");
  }

  private static String condition(Worker worker) {
    return Text.words(worker.getCondition()) + (worker.hasQuarantine() ? ", kept out" : "");
  }
}
