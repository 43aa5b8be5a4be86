/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import java.util.ArrayList;
import java.util.List;

/** Cuts what is pushed into messages: each comes after its length and a bar. */
final class Frames {

  private final StringBuilder left = new StringBuilder();

  /** The messages that are whole with this frame. */
  List<String> take(CharSequence frame) {
    left.append(frame);
    List<String> whole = new ArrayList<>();
    for (int bar = left.indexOf("|"); bar >= 0; bar = left.indexOf("|")) {
      int end = bar + 1 + Integer.parseInt(left.substring(0, bar).strip());
      if (end > left.length()) {
        break;
      }
      whole.add(left.substring(bar + 1, end));
      left.delete(0, end);
    }
    return whole;
  }
}
