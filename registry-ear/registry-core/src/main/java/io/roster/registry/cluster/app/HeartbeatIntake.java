/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.Heartbeat;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.Heartbeats;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.HeartbeatLog;
import io.roster.registry.cluster.model.Inventories;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.cluster.model.WantedResyncs;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RegistryMetrics;
import io.roster.registry.platform.jdbc.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Takes heartbeats into memory and writes them in batches. Taking one touches no lock that is ever
 * held during input or output.
 */
@ApplicationScoped
public class HeartbeatIntake implements Heartbeats {

  private static final int BATCH = 512;

  private HeartbeatBuffer buffer;
  private WorkerDirectory directory;
  private Inventories inventories;
  private WantedResyncs resyncs;
  private HeartbeatLog log;
  private LivenessPolicy policy;
  private DatabaseTime clock;
  private Background flusher;
  private LongSupplier nanos = System::nanoTime;
  private BooleanSupplier listening = () -> false;
  private long markedNanos;

  /** When the last round ended of which nothing was left to write. */
  private volatile long writtenNanos = System.nanoTime();

  /** Whether, and since when, beats have noticed that they are not written. */
  private volatile boolean doubted;

  private volatile long doubtedNanos;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public HeartbeatIntake() {}

  @Inject
  public HeartbeatIntake(
      HeartbeatBuffer buffer,
      WorkerDirectory directory,
      Inventories inventories,
      WantedResyncs resyncs,
      HeartbeatLog log,
      LivenessPolicy policy,
      DatabaseTime clock) {
    this(buffer, directory, inventories, resyncs, log, policy, clock, System::nanoTime);
  }

  /**
   * @param nanos a clock that only ever goes forward
   */
  HeartbeatIntake(
      HeartbeatBuffer buffer,
      WorkerDirectory directory,
      Inventories inventories,
      WantedResyncs resyncs,
      HeartbeatLog log,
      LivenessPolicy policy,
      DatabaseTime clock,
      LongSupplier nanos) {
    this.buffer = buffer;
    this.directory = directory;
    this.inventories = inventories;
    this.resyncs = resyncs;
    this.log = log;
    this.policy = policy;
    this.clock = clock;
    this.nanos = nanos;
    this.writtenNanos = nanos.getAsLong();
    this.flusher =
        new Background("heartbeat-flush", policy.flushInterval().toMillis(), this::round);
  }

  /** Begins to write; {@code listening} tells whether heartbeats can reach this coordinator now. */
  public void start(ThreadFactory threads, BooleanSupplier listening) {
    this.listening = listening;
    markedNanos = System.nanoTime() - policy.markInterval().toNanos();
    writtenNanos = nanos.getAsLong();
    flusher.start(threads);
  }

  /** Stops after writing what is pending, as far as the database lets it. */
  public void stop() {
    flusher.stop();
    try {
      flush();
    } catch (DatabaseAway unwritten) {
      // The daemons beat again, elsewhere; nothing that was promised is lost.
      return;
    }
  }

  @Override
  public HeartbeatAnswer take(Heartbeat heartbeat) {
    if (heartbeat.stateVersion() == 0) {
      throw new InvalidRequest(
          "state_version", "must be >= 1; legacy heartbeats are not supported");
    }
    refuseWhatWouldBeLost();
    WorkerId worker = heartbeat.worker();
    KnownWorker known = directory.find(worker).orElse(null);
    if (known == null || known.outdated()) {
      return new HeartbeatAnswer.Unknown();
    }
    Instant now = clock.instant();
    HeartbeatAnswer.Heard answer = answer(heartbeat, known, now);
    Beat beat =
        new Beat(
            System.nanoTime(),
            now,
            heartbeat.poolAvailableBytes(),
            heartbeat.accepting(),
            heartbeat.capabilityFlags(),
            heartbeat.stateVersion(),
            answer.stateSyncRequired());
    directory.heard(worker, beat);
    if (buffer.offer(worker, beat) >= BATCH) {
      flusher.nudge();
    }
    return answer;
  }

  /**
   * Only this coordinator may have lost the database, and then another one expires the workers that
   * it keeps in memory. So they are sent away while there is time to be heard elsewhere. A pause of
   * this process looks the same at first; the writer gets a moment to catch up.
   */
  private void refuseWhatWouldBeLost() {
    long now = nanos.getAsLong();
    long unwrittenNanos = now - writtenNanos;
    if (unwrittenNanos <= policy.longestUnwritten().toNanos() / 2) {
      return;
    }
    if (!doubted) {
      doubtedNanos = now;
      doubted = true;
    }
    boolean lost =
        unwrittenNanos > policy.longestUnwritten().toNanos()
            && now - doubtedNanos > policy.longestUnwritten().toNanos() / 4;
    if (lost) {
      throw new DatabaseAway(
          new IllegalStateException(
              "no heartbeat was written for " + Duration.ofNanos(unwrittenNanos)));
    }
  }

  private HeartbeatAnswer.Heard answer(Heartbeat heartbeat, KnownWorker known, Instant now) {
    List<String> obsolete =
        heartbeat.artifactIds().stream()
            .filter(artifact -> !inventories.holds(known.id(), artifact))
            .toList();
    boolean behind = Long.compareUnsigned(heartbeat.stateVersion(), known.stateVersion()) < 0;
    String checksum = heartbeat.stateChecksum();
    boolean differs = !checksum.isEmpty() && agreed(known).filter(checksum::equals).isEmpty();
    return new HeartbeatAnswer.Heard(
        behind || differs || !obsolete.isEmpty() || resyncs.wants(known.id()),
        known.stateVersion(),
        obsolete,
        now);
  }

  /**
   * Before the first reconcile nothing is agreed on, and what is there counts. Where that is too
   * much to be read now, a reconcile is what brings the two together.
   */
  private Optional<String> agreed(KnownWorker known) {
    return known.checksum().isEmpty()
        ? inventories.checksum(known.id())
        : Optional.of(known.checksum());
  }

  void round() {
    boolean due = System.nanoTime() - markedNanos >= policy.markInterval().toNanos();
    if (due && listening.getAsBoolean()) {
      log.markListening(policy);
      markedNanos = System.nanoTime();
    }
    flush();
    writtenNanos = nanos.getAsLong();
    doubted = false;
  }

  /**
   * Writes everything that is pending now.
   *
   * @throws DatabaseAway when it could not; what was not written stays pending
   */
  void flush() {
    Map<WorkerId, Beat> beats = buffer.take(BATCH);
    while (!beats.isEmpty()) {
      write(beats);
      beats = beats.size() < BATCH ? Map.of() : buffer.take(BATCH);
    }
  }

  private void write(Map<WorkerId, Beat> beats) {
    try {
      int written = log.write(beats, policy);
      RegistryMetrics.heartbeatsFlushed(written, beats.size() - written);
    } catch (RuntimeException failed) {
      buffer.putBack(beats);
      throw failed;
    }
  }
}
