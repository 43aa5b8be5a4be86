/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.Content;
import io.roster.gpu.DuplicateArtifact;
import io.roster.gpu.EngineEvent;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.MemoryStatus;
import io.roster.gpu.MemoryUsage;
import io.roster.gpu.OutOfSpace;
import io.roster.gpu.PinnedReplica;
import io.roster.gpu.Place;
import io.roster.gpu.Replica;
import io.roster.gpu.UnknownArtifact;
import io.roster.gpu.Watermarks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which replica lies where, and who uses it. One lock guards it, held only as long as memory is
 * looked at: spaces are closed and listeners told outside of it.
 */
final class Catalog {

  private static final Comparator<Slot> FASTEST_TO_READ =
      Comparator.comparingInt(
          slot ->
              switch (slot.place().memory()) {
                case RAM -> 0;
                case GPU -> 1;
                case DISK -> 2;
              });

  private final EventQueue events;
  private final Watermarks watermarks;
  private final Clock clock;

  private final Object lock = new Object();
  // An artifact's copies, by place; there are few, and of many artifacts just one.
  private final TreeMap<ArtifactId, List<Slot>> slots = new TreeMap<>();
  private final Set<ArtifactId> beingPut = new HashSet<>();
  private boolean closed;

  Catalog(EventQueue events, Watermarks watermarks, Clock clock) {
    this.events = events;
    this.watermarks = watermarks;
    this.clock = clock;
  }

  /**
   * Keeps a name for an artifact that is being put.
   *
   * @throws DuplicateArtifact if it is held, or being put by another
   */
  void reserve(ArtifactId id) {
    locked(
        () -> {
          if (slots.containsKey(id) || !beingPut.add(id)) {
            throw new DuplicateArtifact(id);
          }
          return id;
        });
  }

  /** A name that was kept is free again. */
  void unreserve(ArtifactId id) {
    synchronized (lock) {
      beingPut.remove(id);
    }
  }

  /** An artifact whose name was kept is complete. */
  Replica addPut(Slot slot) {
    return locked(
        () -> {
          beingPut.remove(slot.id());
          return add(slot);
        });
  }

  /**
   * A further copy is complete.
   *
   * @throws UnknownArtifact if the name stands for other bytes by now
   */
  Replica addLoaded(Slot slot) {
    return locked(
        () -> {
          boolean others =
              copies(slot.id()).stream().anyMatch(each -> !each.content().equals(slot.content()));
          if (others || beingPut.contains(slot.id())) {
            throw new UnknownArtifact(slot.id());
          }
          return add(slot);
        });
  }

  /** A copy that outlasted the former process; the later one is the more recently used. */
  void addRecovered(Slot slot) {
    synchronized (lock) {
      place(slot);
    }
  }

  /** Opens the copy that is fastest to read; {@link #close} ends that. */
  Slot open(ArtifactId id) {
    return opened(
        () -> copies(id).stream().min(FASTEST_TO_READ).orElseThrow(() -> new UnknownArtifact(id)));
  }

  Slot open(ArtifactId id, Place place) {
    return opened(() -> slot(id, place));
  }

  private Slot opened(Supplier<Slot> choice) {
    Slot slot =
        locked(
            () -> {
              Slot chosen = choice.get();
              chosen.readerOpened();
              touch(chosen);
              return chosen;
            });
    boolean retained = false;
    try {
      slot.space().retain();
      retained = true;
      return slot;
    } finally {
      if (!retained) {
        readerGone(slot);
      }
    }
  }

  /** A reader that {@link #open} counted is closed. */
  void close(Slot slot) {
    slot.space().release();
    readerGone(slot);
  }

  private void readerGone(Slot slot) {
    boolean done;
    synchronized (lock) {
      slot.readerClosed();
      done = slot.isDone();
    }
    if (done) {
      slot.space().close();
      weigh(slot.shelf());
    }
  }

  Content content(ArtifactId id) {
    return locked(
        () -> copies(id).stream().findFirst().orElseThrow(() -> new UnknownArtifact(id)).content());
  }

  /** The copy at a place, which counts as used now. */
  Optional<Replica> find(ArtifactId id, Place place) {
    return locked(
        () ->
            at(id, place)
                .map(
                    slot -> {
                      touch(slot);
                      return slot.replica();
                    }));
  }

  void unload(ArtifactId id, Place place) {
    Slot slot =
        locked(
            () -> {
              Slot found = slot(id, place);
              if (found.isPinned()) {
                throw new PinnedReplica(id, place);
              }
              remove(found, EngineEvent.Reason.REQUESTED);
              return found;
            });
    leave(slot);
    weigh(slot.shelf());
  }

  /** A copy was found damaged: it goes, pinned or not, so that nobody gets its bytes. */
  void dropDamaged(Slot slot, String message) {
    synchronized (lock) {
      if (at(slot.id(), slot.place()).filter(each -> each == slot).isEmpty()) {
        return;
      }
      events.add(
          new EngineEvent.Failed(
              slot.id().value(), slot.place(), EngineEvent.Failure.DAMAGED, message));
      remove(slot, EngineEvent.Reason.DAMAGED);
    }
    leave(slot);
    weigh(slot.shelf());
  }

  /** Pins or unpins; what is to outlast the process is written before it counts. */
  Replica changePin(ArtifactId id, Place place, boolean pin) {
    Slot slot = locked(() -> slot(id, place));
    synchronized (slot.shelf().allocation()) {
      if (pin) {
        slot.space().pinned();
      } else {
        slot.space().unpinned();
      }
    }
    return locked(() -> pinChanged(slot(id, place), pin));
  }

  private Replica pinChanged(Slot slot, boolean pin) {
    boolean before = slot.isPinned();
    slot.setPinned(pin);
    Replica replica = slot.replica();
    if (before != pin) {
      events.add(new EngineEvent.PinChanged(replica));
    }
    return replica;
  }

  List<Replica> list() {
    return locked(() -> slots.values().stream().flatMap(List::stream).map(Slot::replica).toList());
  }

  List<Replica> replicas(ArtifactId id) {
    return locked(() -> copies(id).stream().map(Slot::replica).toList());
  }

  List<MemoryStatus> statuses(Collection<Shelf> shelves) {
    return locked(() -> shelves.stream().map(Shelf::status).toList());
  }

  /**
   * Makes room on a shelf for that many bytes, as the watermarks want it. The caller holds the
   * shelf's allocation and delivers the events later.
   *
   * @throws OutOfSpace if there is too little that may go; then nothing goes
   */
  void makeRoom(Shelf shelf, long bytes) {
    List<Slot> leaving;
    synchronized (lock) {
      leaving = leaving(shelf, bytes);
      leaving.forEach(slot -> remove(slot, EngineEvent.Reason.EVICTED));
    }
    leaving.forEach(this::leave);
  }

  private List<Slot> leaving(Shelf shelf, long bytes) {
    MemoryUsage usage = shelf.usage();
    long must = bytes - usage.freeBytes();
    if (bytes > usage.capacityBytes()) {
      throw new OutOfSpace(shelf.place(), bytes, usage.freeBytes());
    }
    if (watermarks.eviction() == Watermarks.Eviction.REFUSE
        || usage.usedBytes() + bytes <= watermarks.high() * usage.capacityBytes()) {
      return List.of();
    }
    long wanted = (long) (usage.usedBytes() + bytes - watermarks.low() * usage.capacityBytes());
    List<Slot> leaving = new ArrayList<>();
    long freed = 0;
    for (Slot slot : shelf.byUse().values()) {
      if (freed >= wanted) {
        break;
      }
      if (slot.mayGo()) {
        leaving.add(slot);
        freed += slot.content().sizeBytes();
      }
    }
    if (freed < must) {
      throw new OutOfSpace(shelf.place(), bytes, usage.freeBytes());
    }
    return leaving;
  }

  /** Tells when a shelf became full, or has room again. */
  void weigh(Shelf shelf) {
    synchronized (lock) {
      if (!closed) {
        double ratio = shelf.usage().usedRatio();
        EngineEvent.Level before = shelf.pressure();
        EngineEvent.Level now = level(before, ratio);
        if (now != before) {
          shelf.pressure(now);
          events.add(new EngineEvent.Pressure(shelf.status(), now));
        }
      }
    }
    events.deliver();
  }

  private EngineEvent.Level level(EngineEvent.Level before, double ratio) {
    if (ratio > watermarks.high()) {
      return EngineEvent.Level.HIGH;
    }
    return ratio <= watermarks.low() ? EngineEvent.Level.NORMAL : before;
  }

  void tellNotStored(String what, Place place, String message) {
    synchronized (lock) {
      events.add(new EngineEvent.Failed(what, place, EngineEvent.Failure.NOT_STORED, message));
    }
    events.deliver();
  }

  void checkOpen() {
    locked(() -> true);
  }

  /** Forgets everything, refuses further use and tells whether it was open until now. */
  boolean close() {
    synchronized (lock) {
      boolean before = closed;
      closed = true;
      slots.clear();
      beingPut.clear();
      return !before;
    }
  }

  private <T> T locked(Supplier<T> step) {
    try {
      synchronized (lock) {
        if (closed) {
          throw new GpuClosed("engine");
        }
        return step.get();
      }
    } finally {
      events.deliver();
    }
  }

  private Replica add(Slot slot) {
    place(slot);
    touch(slot);
    Replica replica = slot.replica();
    events.add(new EngineEvent.Loaded(replica));
    return replica;
  }

  private void place(Slot slot) {
    List<Slot> copies =
        Stream.concat(copies(slot.id()).stream(), Stream.of(slot))
            .sorted(Comparator.comparing(Slot::place))
            .toList();
    slots.put(slot.id(), copies);
    slot.shelf().byUse().put(slot.id(), slot);
  }

  private void remove(Slot slot, EngineEvent.Reason reason) {
    List<Slot> others = copies(slot.id()).stream().filter(each -> each != slot).toList();
    if (others.isEmpty()) {
      slots.remove(slot.id());
    } else {
      slots.put(slot.id(), others);
    }
    slot.shelf().byUse().remove(slot.id(), slot);
    slot.setGone();
    events.add(new EngineEvent.Unloaded(slot.replica(), reason));
  }

  /** What follows when a slot was removed: its bytes go, at once or with the last reader. */
  private void leave(Slot slot) {
    slot.space().retire();
    boolean done;
    synchronized (lock) {
      done = slot.isDone();
    }
    if (done) {
      slot.space().close();
    }
  }

  private void touch(Slot slot) {
    slot.usedAt(clock.instant());
    slot.shelf().byUse().get(slot.id());
  }

  private List<Slot> copies(ArtifactId id) {
    return slots.getOrDefault(id, List.of());
  }

  private Optional<Slot> at(ArtifactId id, Place place) {
    return copies(id).stream().filter(slot -> slot.place().equals(place)).findFirst();
  }

  private Slot slot(ArtifactId id, Place place) {
    return at(id, place)
        .orElseThrow(
            () -> slots.containsKey(id) ? new UnknownArtifact(id, place) : new UnknownArtifact(id));
  }
}
