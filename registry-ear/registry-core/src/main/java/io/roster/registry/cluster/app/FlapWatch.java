/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.Quarantine;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.FlapPolicy;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import io.roster.registry.platform.JsonValues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counts how often daemons register, wherever they do, and knows who is kept out for it. What was
 * before the start of this coordinator does not count.
 */
@ApplicationScoped
public class FlapWatch implements Projection {

  static final String QUARANTINED = "worker.quarantined";

  private static final int LOOK_EVERY = 1_000;

  private final Map<String, Recent> daemons = new ConcurrentHashMap<>();

  private FlapPolicy policy;
  private LongSupplier nanoTime;
  private int sinceLook;

  /** What is remembered of a daemon; guarded by itself. */
  private static final class Recent {
    private final ArrayDeque<Long> registrations = new ArrayDeque<>();
    private WorkerId worker = new WorkerId("");
    private long lastRevision;
    private long untilNanos;
    private Optional<Quarantine> quarantine = Optional.empty();
  }

  /**
   * Somebody who has to be kept out from now on.
   *
   * @param worker the one that it last registered as
   */
  record Flapping(WorkerId worker, int registrations) {}

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public FlapWatch() {}

  @Inject
  public FlapWatch(FlapPolicy policy) {
    this(policy, System::nanoTime);
  }

  FlapWatch(FlapPolicy policy, LongSupplier nanoTime) {
    this.policy = policy;
    this.nanoTime = nanoTime;
  }

  @Override
  public void load() {
    // Only what happens from now on counts.
  }

  @Override
  public void apply(Change change) {
    if (policy.quarantine().isZero()) {
      return;
    }
    switch (change.kind()) {
      case "worker.registered" ->
          change.state().ifPresent(state -> count(state.getString("daemon_id"), change));
      case QUARANTINED -> change.state().ifPresent(state -> keepOut(state, change.entry().time()));
      default -> {
        // Nobody came.
      }
    }
  }

  private void count(String daemon, Change change) {
    Recent recent = daemons.computeIfAbsent(daemon, unused -> new Recent());
    synchronized (recent) {
      if (change.revision() <= recent.lastRevision) {
        return;
      }
      recent.lastRevision = change.revision();
      recent.worker = new WorkerId(change.subject());
      recent.registrations.addLast(nanoTime.getAsLong());
      if (recent.registrations.size() > policy.most()) {
        recent.registrations.removeFirst();
      }
    }
    if (++sinceLook >= LOOK_EVERY) {
      sinceLook = 0;
      daemons.values().removeIf(this::isOver);
    }
  }

  private void keepOut(JsonObject state, Instant since) {
    Recent recent = daemons.computeIfAbsent(state.getString("daemon_id"), unused -> new Recent());
    Duration quarantine = milliseconds(state, "quarantine_ms");
    synchronized (recent) {
      recent.registrations.clear();
      recent.untilNanos = nanoTime.getAsLong() + quarantine.toNanos();
      recent.quarantine =
          Optional.of(
              new Quarantine(
                  since.plus(quarantine),
                  state.getInt("registrations"),
                  milliseconds(state, "window_ms")));
    }
  }

  private static Duration milliseconds(JsonObject state, String name) {
    return Duration.ofMillis(state.getJsonNumber(name).longValue());
  }

  private boolean isOver(Recent recent) {
    synchronized (recent) {
      long now = nanoTime.getAsLong();
      Long last = recent.registrations.peekLast();
      return left(recent, now).isEmpty()
          && (last == null || now - last > policy.window().toNanos());
    }
  }

  private static Optional<Duration> left(Recent recent, long now) {
    return recent.quarantine.isPresent() && recent.untilNanos - now > 0
        ? Optional.of(Duration.ofNanos(recent.untilNanos - now))
        : Optional.empty();
  }

  /** For how long this daemon is kept out yet. */
  Optional<Duration> keptOut(String daemon) {
    Recent recent = daemons.get(daemon);
    if (recent == null) {
      return Optional.empty();
    }
    synchronized (recent) {
      return left(recent, nanoTime.getAsLong());
    }
  }

  /** Why this daemon is kept out, if it is. */
  public Optional<Quarantine> quarantine(String daemon) {
    Recent recent = daemons.get(daemon);
    if (recent == null) {
      return Optional.empty();
    }
    synchronized (recent) {
      return left(recent, nanoTime.getAsLong()).flatMap(unused -> recent.quarantine);
    }
  }

  /** Whether this daemon has come too often and is not kept out yet. */
  Optional<Flapping> flapping(String daemon) {
    Recent recent = daemons.get(daemon);
    if (recent == null) {
      return Optional.empty();
    }
    synchronized (recent) {
      Long first = recent.registrations.peekFirst();
      boolean tooOften =
          first != null
              && recent.registrations.size() >= policy.most()
              && nanoTime.getAsLong() - first <= policy.window().toNanos();
      return tooOften
          ? Optional.of(new Flapping(recent.worker, recent.registrations.size()))
          : Optional.empty();
    }
  }

  /** What the journal says of it. */
  JsonObject verdict(String daemon, Flapping flapping) {
    return JsonValues.object()
        .add("daemon_id", daemon)
        .add("registrations", flapping.registrations())
        .add("window_ms", policy.window().toMillis())
        .add("quarantine_ms", policy.quarantine().toMillis())
        .build();
  }

  Duration quarantine() {
    return policy.quarantine();
  }

  /** How many daemons are kept out. */
  public int size() {
    long now = nanoTime.getAsLong();
    return (int)
        daemons.values().stream()
            .filter(
                recent -> {
                  synchronized (recent) {
                    return left(recent, now).isPresent();
                  }
                })
            .count();
  }
}
