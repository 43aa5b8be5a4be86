/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.measure;

import io.roster.chaos.client.Writers;
import java.util.Map;

/**
 * One coordinator after the other is replaced by the version of the harness's own source tree, and
 * then by the former version again, while clients write.
 */
final class RollingUpgrade implements Measurement {

  @Override
  public String name() {
    return "rolling-upgrade";
  }

  @Override
  public void run(Stage stage) {
    try (Writers writers = stage.writers()) {
      stage.settle(writers);
      int before = stage.site().store().schema();
      Rolling upgrade = new Rolling(name(), stage, writers);
      upgrade.round(each -> each.install(stage.newer()));
      int after = stage.site().store().schema();
      Map<String, String> schemas =
          Map.of(
              "schema_before", Integer.toString(before), "schema_after", Integer.toString(after));
      upgrade.report(schemas);
      Rolling back = new Rolling("rolling-downgrade", stage, writers);
      back.round(each -> each.install(stage.site().product()));
      back.report(schemas);
      writers.end();
      stage.report(
          Figure.of(name() + "-lost", "writes")
              .exactly("lost", writers.lost(stage.site().store()).size(), 0)
              .told("acknowledged", writers.acknowledged()),
          schemas);
    }
  }
}
