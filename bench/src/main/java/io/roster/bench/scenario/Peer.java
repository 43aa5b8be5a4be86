/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.load.Copies;
import io.roster.bench.load.Interleaved;
import io.roster.bench.load.Outcome;
import io.roster.bench.peer.CopyProcess;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.time.Duration;
import java.util.List;

/** An artifact from the RAM of one engine into that of another, beside a bare copy of its bytes. */
public final class Peer implements Scenario {

  private static final long MIB = 1 << 20;
  private static final Parameter SIZE =
      new Parameter("mebibytes", 1024, 1, "the artifact's length in MiB");
  private static final Parameter CONNECTIONS =
      new Parameter("connections", 2, 1, "connections of a fetch");

  @Override
  public String name() {
    return "peer";
  }

  @Override
  public String summary() {
    return "MiB/s of a fetch between two engines in RAM, checksums included, in turns with a bare"
        + " copy of the same bytes over one connection";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SIZE, CONNECTIONS);
  }

  @Override
  public void run(Stage stage) {
    long bytes = stage.value(SIZE) * MIB;
    int connections = stage.count(CONNECTIONS);
    CopyProcess taker = stage.keep(() -> CopyProcess.start(bytes, connections));
    double bare = named(stage, taker, bytes, connections);
    byContent(stage, taker, bytes, connections, bare);
  }

  /** Every chunk is held against its checksum. Returns the rate of the bare copy. */
  private double named(Stage stage, CopyProcess taker, long bytes, int connections) {
    CopyProcess giver = stage.keep(() -> CopyProcess.start(bytes, connections));
    CopyProcess.Held held = giver.hold("cgid:bench");
    Duration first = taker.fetch(held);
    stage.say("measuring, in turns with the bare copy");
    Interleaved turns =
        Interleaved.of(
            new Copies(bytes, () -> taker.copyBare(held)),
            new Copies(bytes, () -> taker.fetch(held)),
            stage.warmUp(),
            stage.measured());
    double bare = mebibytesPerSecond(turns.ofReference());
    double fetched = mebibytesPerSecond(turns.ofSubject());
    double checksums = seconds(taker.checksums(held)) / (bytes / MIB / fetched);
    giver.close();
    stage.report(
        figure(stage, name(), fetched, bytes, connections)
            .comparedWith("bare copy", bare)
            .detail("checked", "CRC-32C of every chunk")
            .detail("checksums_alone_share_of_time", checksums)
            .detail("first_s", seconds(first))
            .detail("windows", rates(turns.subject()))
            .detail("compared_windows", rates(turns.reference())));
    return bare;
  }

  /** The whole is held against its name too, which nobody can compute in pieces. */
  private void byContent(Stage stage, CopyProcess taker, long bytes, int connections, double bare) {
    CopyProcess giver = stage.keep(() -> CopyProcess.start(bytes, connections));
    CopyProcess.Held held = giver.hold("content");
    stage.say("measuring an artifact that is named by its content");
    Outcome outcome =
        new Copies(bytes, () -> taker.fetch(held)).during(stage.measured().dividedBy(2));
    stage.report(
        figure(stage, "peer-by-content", mebibytesPerSecond(outcome), bytes, connections)
            .comparedWith("bare copy", bare)
            .detail("checked", "CRC-32C of every chunk, SHA-256 of the whole"));
  }

  private static Figure figure(Stage stage, String name, double rate, long bytes, int connections) {
    return Figure.of(
        name,
        rate,
        "MiB/s",
        stage.conditions().with("mebibytes", bytes / MIB).with("connections", connections));
  }

  private static double mebibytesPerSecond(Outcome outcome) {
    return outcome.servedPerSecond() / MIB;
  }

  private static List<Long> rates(List<Outcome> windows) {
    return windows.stream().map(window -> Math.round(mebibytesPerSecond(window))).toList();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
