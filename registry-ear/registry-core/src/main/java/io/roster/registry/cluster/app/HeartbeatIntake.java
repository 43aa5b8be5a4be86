/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.Heartbeat;
import io.roster.registry.cluster.HeartbeatAnswer;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.Beat;
import io.roster.registry.cluster.model.HeartbeatLog;
import io.roster.registry.cluster.model.KnownWorker;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.RegistryMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/**
 * Takes heartbeats into memory and writes them in batches. Taking one touches no lock that is ever
 * held during input or output.
 */
@ApplicationScoped
public class HeartbeatIntake {

  private static final int BATCH = 512;

  private HeartbeatBuffer buffer;
  private WorkerDirectory directory;
  private HeartbeatLog log;
  private LivenessPolicy policy;
  private Background flusher;
  private BooleanSupplier listening = () -> false;
  private long markedNanos;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public HeartbeatIntake() {}

  @Inject
  public HeartbeatIntake(
      HeartbeatBuffer buffer, WorkerDirectory directory, HeartbeatLog log, LivenessPolicy policy) {
    this.buffer = buffer;
    this.directory = directory;
    this.log = log;
    this.policy = policy;
    this.flusher =
        new Background("heartbeat-flush", policy.flushInterval().toMillis(), this::round);
  }

  /** Begins to write; {@code listening} tells whether heartbeats can reach this coordinator now. */
  public void start(ThreadFactory threads, BooleanSupplier listening) {
    this.listening = listening;
    markedNanos = System.nanoTime() - policy.markInterval().toNanos();
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

  HeartbeatAnswer take(Heartbeat heartbeat) {
    if (heartbeat.stateVersion() == 0) {
      throw new InvalidRequest(
          "state_version", "must be >= 1; legacy heartbeats are not supported");
    }
    WorkerId worker = heartbeat.worker();
    KnownWorker known = directory.find(worker).orElse(null);
    if (known == null) {
      return new HeartbeatAnswer.Unknown();
    }
    Instant now = Instant.now();
    Beat beat =
        new Beat(
            System.nanoTime(),
            now,
            heartbeat.poolAvailableBytes(),
            heartbeat.accepting(),
            heartbeat.capabilityFlags());
    directory.heard(worker, beat);
    if (buffer.offer(worker, beat) >= BATCH) {
      flusher.nudge();
    }
    return answer(heartbeat, known, now);
  }

  private static HeartbeatAnswer answer(Heartbeat heartbeat, KnownWorker known, Instant now) {
    List<String> obsolete =
        heartbeat.artifactIds().stream()
            .filter(artifact -> !known.artifacts().contains(artifact))
            .toList();
    boolean behind = Long.compareUnsigned(heartbeat.stateVersion(), known.stateVersion()) < 0;
    String checksum = heartbeat.stateChecksum();
    boolean differs = !checksum.isEmpty() && !checksum.equals(known.checksum());
    return new HeartbeatAnswer.Heard(
        behind || differs || !obsolete.isEmpty(), known.stateVersion(), obsolete, now);
  }

  private void round() {
    boolean due = System.nanoTime() - markedNanos >= policy.markInterval().toNanos();
    if (due && listening.getAsBoolean()) {
      log.markListening(policy);
      markedNanos = System.nanoTime();
    }
    flush();
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
      int written = log.write(beats);
      RegistryMetrics.heartbeatsFlushed(written, beats.size() - written);
    } catch (RuntimeException failed) {
      buffer.putBack(beats);
      throw failed;
    }
  }
}
