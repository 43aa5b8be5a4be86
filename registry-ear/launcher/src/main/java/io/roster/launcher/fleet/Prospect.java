/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.v1.Effect;
import io.roster.v1.Foresight;
import java.util.ArrayList;
import java.util.List;

/** What an action would do, in the sentences that the console has too. */
final class Prospect {

  private Prospect() {}

  static List<String> lines(Foresight seen) {
    List<String> lines = new ArrayList<>();
    lines.add(seen.getTarget() + ":");
    seen.getEffectsList().stream().map(Effect::getSentence).forEach(one -> lines.add("  " + one));
    if (!seen.getObstacle().isEmpty()) {
      lines.add("  " + seen.getObstacle());
    }
    if (lines.size() == 1) {
      lines.add("  Nothing but the target itself is touched.");
    }
    return lines;
  }
}
