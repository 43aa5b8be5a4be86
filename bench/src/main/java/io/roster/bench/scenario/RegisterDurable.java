/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.client.Replicas;
import io.roster.bench.client.Workers;
import io.roster.bench.database.BareCommits;
import io.roster.bench.load.ClosedLoop;
import io.roster.bench.load.Interleaved;
import io.roster.bench.load.Outcome;
import io.roster.bench.product.Coordinator;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.util.List;

/** Replicas registered durably, beside what the same database server does for bare clients. */
public final class RegisterDurable implements Scenario {

  private static final Parameter CALLERS =
      new Parameter("callers", 64, 1, "callers that register, and bare clients that commit");

  @Override
  public String name() {
    return "register-durable";
  }

  @Override
  public String summary() {
    return "RegisterReplica calls a second, against one-row commits of bare clients in the same run";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(AgainstCeiling.CONNECTIONS, CALLERS);
  }

  @Override
  public void run(Stage stage) {
    int callers = stage.count(CALLERS);
    Coordinator coordinator = stage.startCoordinator();
    Channels channels =
        stage.keep(
            () -> Channels.open(coordinator.grpcPort(), stage.count(AgainstCeiling.CONNECTIONS)));
    Workers workers = new Workers(channels, callers);
    workers.register();
    stage.keep(workers::pulse);
    BareCommits commits = stage.keep(() -> coordinator.database().bareCommits(callers));
    stage.say("measuring, in turns with bare commits");
    Interleaved turns =
        Interleaved.of(
            commits,
            new ClosedLoop(name(), new Replicas(channels, workers).register(), callers),
            stage.warmUp(),
            stage.measured());
    Conditions conditions =
        stage
            .conditions(coordinator)
            .with("concurrency", callers)
            .with("connections", channels.count())
            .with("bare_clients", commits.callers())
            .with("file_system", coordinator.fileSystem());
    stage.report(figure(turns, conditions));
  }

  private Figure figure(Interleaved turns, Conditions conditions) {
    Outcome registrations = turns.ofSubject();
    Outcome bare = turns.ofReference();
    return Figure.of(name(), registrations.servedPerSecond(), "calls/s", conditions)
        .comparedWith("bare-commits", bare.servedPerSecond())
        .detail("p50_ms", registrations.latencies().millisAt(50))
        .detail("p99_ms", registrations.latencies().millisAt(99))
        .detail("shed", registrations.shed())
        .detail("bare_p50_ms", bare.latencies().millisAt(50))
        .detail("bare_p99_ms", bare.latencies().millisAt(99))
        .detail("windows", Interleaved.rates(turns.subject()))
        .detail("compared_windows", Interleaved.rates(turns.reference()));
  }
}
