/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Channel;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.GetWorkerRequest;
import io.roster.v1.Quarantine;
import io.roster.v1.Worker;
import io.roster.v1.WorkerDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code roster worker}. */
@Command(name = "worker", description = "Shows one worker.")
public final class WorkerCommand extends ShowCommand<WorkerDetails> {

  @Parameters(paramLabel = "WORKER", description = "Its id.")
  private String worker = "";

  @Override
  WorkerDetails ask(Channel registry) {
    return FleetServiceGrpc.newBlockingStub(registry)
        .getWorker(GetWorkerRequest.newBuilder().setWorkerId(worker).build());
  }

  @Override
  List<String> table(WorkerDetails details, boolean wide) {
    Worker it = details.getWorker();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Worker", it.getWorkerId()));
    rows.add(List.of("Condition", Text.words(it.getCondition())));
    if (it.hasQuarantine()) {
      rows.add(List.of("Kept out", keptOut(it.getQuarantine())));
    }
    rows.add(List.of("Daemon", it.getDaemonId()));
    rows.add(List.of("Node", it.getNodeId()));
    rows.add(
        List.of(
            "Address",
            it.getNodeAddress() + ", gRPC " + it.getGrpcPort() + ", peers " + it.getP2PPort()));
    rows.add(
        List.of("Heard", Text.age(it.getLastHeartbeat(), details.getAsOf().getTime()) + " ago"));
    rows.add(List.of("Heartbeats", details.getBeats()));
    rows.add(List.of("Registered", Text.time(it.getRegisteredAt())));
    rows.add(
        List.of(
            "Memory pool",
            Text.bytes(it.getPoolAvailableBytes())
                + " free of "
                + Text.bytes(it.getPoolTotalBytes())));
    rows.add(List.of("Replicas", StatusCommand.copies(details.getCopiesList())));
    rows.add(
        List.of(
            "Transports",
            "serves " + details.getTransportsFrom() + ", receives " + details.getTransportsTo()));
    rows.add(
        List.of(
            "Inventory",
            it.getSync()
                + ", version "
                + it.getAcknowledgedVersion()
                + " of "
                + it.getStateVersion()
                + ", generation "
                + it.getGeneration()));
    rows.add(List.of("Instances", named(details.getInstancesList())));
    rows.add(List.of("Open commands", named(details.getOpenCommandsList())));
    return Text.table(rows);
  }

  private static String keptOut(Quarantine why) {
    return "until "
        + Text.time(why.getUntil())
        + ", for registering "
        + why.getRegistrations()
        + " times in "
        + Text.seconds(Duration.ofSeconds(why.getWindow().getSeconds(), why.getWindow().getNanos()))
        + "; see why its daemon does not stay";
  }

  private static String named(List<String> names) {
    return names.isEmpty() ? "none" : String.join(" ", names);
  }
}
