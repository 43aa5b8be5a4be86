/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rows that a person has chosen, by their ids; they stay chosen when the list moves on. */
public final class Picks {

  private final Set<String> chosen = new TreeSet<>();
  private Runnable listener = () -> {};

  /** Calls this whenever another row is chosen, or one no more. */
  public void onChange(Runnable newListener) {
    listener = newListener;
  }

  public List<String> all() {
    return List.copyOf(chosen);
  }

  public boolean isEmpty() {
    return chosen.isEmpty();
  }

  public void clear() {
    chosen.clear();
    listener.run();
  }

  boolean contains(String id) {
    return chosen.contains(id);
  }

  /** Chooses a row, or leaves it when it was chosen. */
  public void toggle(String id) {
    if (!chosen.remove(id)) {
      chosen.add(id);
    }
    listener.run();
  }
}
