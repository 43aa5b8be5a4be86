/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.client.Workers;
import io.roster.bench.product.Coordinator;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.util.List;

/** Heartbeats as fast as they are answered. */
public final class Heartbeat implements Scenario {

  private static final Parameter WORKERS =
      new Parameter("workers", 64, 1, "registered workers that beat in turn");

  @Override
  public String name() {
    return "heartbeat";
  }

  @Override
  public String summary() {
    return "WorkerHeartbeat calls a second, against empty-unary in the same run";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(AgainstCeiling.CONNECTIONS, WORKERS);
  }

  @Override
  public void run(Stage stage) {
    Coordinator coordinator = stage.startCoordinator();
    Channels channels =
        stage.keep(
            () -> Channels.open(coordinator.grpcPort(), stage.count(AgainstCeiling.CONNECTIONS)));
    Workers workers = new Workers(channels, stage.count(WORKERS));
    workers.register();
    // While the empty call has its turn, nobody else would keep them alive.
    stage.keep(workers::pulse);
    stage.report(
        AgainstCeiling.measure(
            stage,
            name(),
            workers.heartbeat(),
            channels,
            stage.conditions(coordinator).with("workers", workers.count())));
  }
}
