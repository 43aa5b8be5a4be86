/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.grpc.Channel;
import io.roster.v1.Attention;
import io.roster.v1.Copies;
import io.roster.v1.FleetServiceGrpc;
import io.roster.v1.GetOverviewRequest;
import io.roster.v1.Leadership;
import io.roster.v1.Overview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code roster status}. */
@Command(name = "status", description = "Shows the fleet in figures, and what needs attention.")
public final class StatusCommand extends ShowCommand<Overview> {

  @Override
  Overview ask(Channel registry) {
    return FleetServiceGrpc.newBlockingStub(registry)
        .getOverview(GetOverviewRequest.getDefaultInstance());
  }

  @Override
  List<String> table(Overview fleet, boolean wide) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Leader", leader(fleet)));
    rows.add(List.of("Coordinators", Long.toString(fleet.getCoordinators())));
    rows.add(List.of("Workers", workers(fleet)));
    rows.add(
        List.of(
            "Memory pools",
            Text.bytes(fleet.getPoolAvailableBytes())
                + " free of "
                + Text.bytes(fleet.getPoolTotalBytes())));
    rows.add(List.of("Artifacts", counted(fleet.getArtifacts(), fleet.getArtifactsCapped())));
    rows.add(List.of("Replicas", copies(fleet.getReplicasList())));
    rows.add(List.of("Keys", counted(fleet.getKeys(), fleet.getKeysCapped())));
    rows.add(
        List.of(
            "Transports",
            fleet.getTransportsActive()
                + " under way, "
                + fleet.getTransportsWaiting()
                + " waiting"));
    rows.add(List.of("Commands", fleet.getCommandsOpen() + " open"));
    if (wide) {
      rows.add(List.of("Shard homes", Long.toString(fleet.getLeases())));
      rows.add(
          List.of("Database", String.format(Locale.ROOT, "%.1f ms", fleet.getDatabaseMillis())));
      rows.add(
          List.of(
              "As of",
              "revision "
                  + fleet.getAsOf().getRevision()
                  + ", "
                  + Text.time(fleet.getAsOf().getTime())));
    }
    List<String> lines = new ArrayList<>(Text.table(rows));
    if (fleet.getAttentionCount() > 0) {
      lines.add("");
      lines.add("Needs attention");
      lines.addAll(
          Text.table(fleet.getAttentionList().stream().map(StatusCommand::attention).toList()));
    }
    return lines;
  }

  private static String leader(Overview fleet) {
    Leadership leader = fleet.getLeader();
    if (leader.getHolder().isEmpty() || !leader.getRunning()) {
      return "nobody";
    }
    String since =
        leader.hasSince() ? ", for " + Text.age(leader.getSince(), fleet.getAsOf().getTime()) : "";
    return leader.getHolder() + ", epoch " + leader.getEpoch() + since;
  }

  private static String workers(Overview fleet) {
    String conditions =
        fleet.getWorkersMap().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " " + Text.words(entry.getKey()))
            .collect(Collectors.joining(", "));
    String stale = fleet.getWorkersStale() == 0 ? "" : ", " + fleet.getWorkersStale() + " stale";
    return conditions.isEmpty() ? "none" : conditions + stale;
  }

  static String copies(List<Copies> all) {
    String text =
        all.stream()
            .filter(copies -> copies.getReplicas() > 0)
            .map(
                copies ->
                    copies.getReplicas()
                        + " in "
                        + copies.getMemory()
                        + " ("
                        + Text.bytes(copies.getBytes())
                        + ")")
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "none" : text;
  }

  private static String counted(long count, boolean capped) {
    return capped ? "more than " + count : Long.toString(count);
  }

  private static List<String> attention(Attention one) {
    return List.of(
        "  " + Text.words(one.getWeight()),
        Text.words(one.getMatter()),
        Long.toString(one.getCount()),
        String.join(" ", one.getExamplesList()));
  }
}
