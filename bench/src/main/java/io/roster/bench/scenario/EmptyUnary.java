/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.load.Load;
import io.roster.bench.load.Outcome;
import io.roster.bench.product.Coordinator;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.util.List;

/** The ceiling: calls that do nothing. */
public final class EmptyUnary implements Scenario {

  static final String NAME = "empty-unary";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "empty calls a second: the ceiling that others are held against";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(AgainstCeiling.CONNECTIONS);
  }

  @Override
  public void run(Stage stage) {
    Coordinator coordinator = stage.startCoordinator();
    Channels channels =
        stage.keep(
            () -> Channels.open(coordinator.grpcPort(), stage.count(AgainstCeiling.CONNECTIONS)));
    stage.say("measuring");
    Load calls = AgainstCeiling.emptyCalls(channels);
    calls.during(stage.warmUp());
    Outcome outcome = calls.during(stage.measured());
    stage.report(
        Figure.of(
                NAME,
                outcome.servedPerSecond(),
                "calls/s",
                AgainstCeiling.loaded(stage.conditions(coordinator), channels))
            .detail("p50_ms", outcome.latencies().millisAt(50))
            .detail("p99_ms", outcome.latencies().millisAt(99)));
  }
}
