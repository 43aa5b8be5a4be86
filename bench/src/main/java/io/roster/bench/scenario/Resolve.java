/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.client.Channels;
import io.roster.bench.client.Keys;
import io.roster.bench.product.Coordinator;
import io.roster.bench.stage.Parameter;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;
import java.util.List;

/** Keys resolved as fast as they are answered. */
public final class Resolve implements Scenario {

  static final Parameter KEYS = new Parameter("keys", 1_000, 1, "keys that are resolved in turn");

  @Override
  public String name() {
    return "resolve";
  }

  @Override
  public String summary() {
    return "ResolveKeyMapping calls a second, against empty-unary in the same run";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(AgainstCeiling.CONNECTIONS, KEYS);
  }

  @Override
  public void run(Stage stage) {
    Coordinator coordinator = stage.startCoordinator();
    Channels channels =
        stage.keep(
            () -> Channels.open(coordinator.grpcPort(), stage.count(AgainstCeiling.CONNECTIONS)));
    Keys keys = new Keys(channels, stage.count(KEYS));
    keys.prepare();
    stage.report(
        AgainstCeiling.measure(
            stage,
            name(),
            keys.resolve(),
            channels,
            stage.conditions(coordinator).with("keys", stage.value(KEYS))));
  }
}
