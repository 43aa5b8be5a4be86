/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.sample;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest events, in their order. */
@ApplicationScoped
public class EventLog {

  private static final int KEPT = 100;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
