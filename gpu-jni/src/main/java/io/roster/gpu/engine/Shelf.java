/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.MemoryStatus;
import io.roster.gpu.MemoryUsage;
import io.roster.gpu.Place;
import io.roster.gpu.Space;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** One place of the engine: a device, the RAM or the disk, and what stands there. */
final class Shelf {

  private final Place place;
  private final String name;
  private final Supplier<MemoryUsage> usage;
  private final LongFunction<Space> allocator;

  /**
   * Held while room is made and taken, so that two who need room do not take it from each other.
   */
  private final Object allocation = new Object();

  /** The replicas, those that were not used for the longest time first; the catalog's to guard. */
  private final Map<ArtifactId, Slot> byUse = new LinkedHashMap<>(16, 0.75f, true);

  private EngineEvent.Level pressure = EngineEvent.Level.NORMAL;

  Shelf(Place place, String name, Supplier<MemoryUsage> usage, LongFunction<Space> allocator) {
    this.place = place;
    this.name = name;
    this.usage = usage;
    this.allocator = allocator;
  }

  Place place() {
    return place;
  }

  MemoryUsage usage() {
    return usage.get();
  }

  /** How it is now; only under the catalog's lock, like {@link #byUse}. */
  MemoryStatus status() {
    return new MemoryStatus(place, name, usage(), byUse.size());
  }

  Space allocate(long sizeBytes) {
    return allocator.apply(sizeBytes);
  }

  Object allocation() {
    return allocation;
  }

  Map<ArtifactId, Slot> byUse() {
    return byUse;
  }

  EngineEvent.Level pressure() {
    return pressure;
  }

  void pressure(EngineEvent.Level level) {
    pressure = level;
  }
}
