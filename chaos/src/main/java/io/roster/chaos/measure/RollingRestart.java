/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Writers;
import java.util.Map;

/** Each coordinator is told to stop and started again, one after the other, while clients write. */
final class RollingRestart implements Measurement {

  private static final int ROUNDS = 1;

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public void run(Stage stage) {
    try (Writers writers = stage.writers()) {
      stage.settle(writers);
      Rolling restart = new Rolling(name(), stage, writers);
      for (int i = 1; i <= stage.times(ROUNDS); i++) {
        restart.round(unchanged -> {});
      }
      restart.report(Map.of());
    }
  }
}
