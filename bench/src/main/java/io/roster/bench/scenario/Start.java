/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.product.Coordinator;
import io.roster.bench.product.DataFolder;
import io.roster.bench.report.Conditions;
import io.roster.bench.report.Figure;
import io.roster.bench.stage.Scenario;
import io.roster.bench.stage.Stage;

/** How long people wait for a start. */
public final class Start implements Scenario {

  private static final double LONGEST_SECONDS = 30;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String summary() {
    return "seconds of a second start, from the command to the line that says ready, against the limit of 30 s";
  }

  @Override
  public void run(Stage stage) {
    DataFolder data = stage.newData();
    double first;
    try (Coordinator coordinator = stage.startCoordinator(data)) {
      first = seconds(coordinator);
    }
    try (Coordinator coordinator = stage.startCoordinator(data)) {
      Conditions conditions =
          stage.machine(coordinator).with("class_archive", stage.product().hasClassArchive());
      stage.report(
          Figure.of(name(), seconds(coordinator), "s", conditions)
              .comparedWith("limit", LONGEST_SECONDS)
              .detail("first_start_s", first));
    }
  }

  private static double seconds(Coordinator coordinator) {
    return coordinator.startTime().toMillis() / 1e3;
  }
}
