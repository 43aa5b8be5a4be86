/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import io.roster.registry.reconcile.InventoryEntry;
import java.util.List;

/** A number that two equal inventories share, in whatever order their entries come. */
public final class Inventory {

  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private Inventory() {}

  /** Only this coordinator ever compares it with another one. */
  public static long fingerprint(List<InventoryEntry> entries) {
    long sum = entries.size() * SPREAD;
    for (InventoryEntry entry : entries) {
      sum += mixed(entry.hashCode() * SPREAD ^ text(entry));
    }
    return sum;
  }

  /** A second, independent look at what most often tells two entries apart. */
  private static long text(InventoryEntry entry) {
    long hash = 1;
    String said = entry.place().artifactId() + entry.place().viewId() + entry.export();
    for (int i = 0; i < said.length(); i++) {
      hash = hash * 1_099_511_628_211L + said.charAt(i);
    }
    return hash;
  }

  private static long mixed(long bits) {
    long half = (bits ^ (bits >>> 32)) * 0xd6e8feb86659fd93L;
    return half ^ (half >>> 32);
  }
}
