/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.app;

import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.instance.InstanceHeartbeat;
import io.roster.registry.instance.InstanceHeartbeats;
import io.roster.registry.instance.model.InstanceBeat;
import io.roster.registry.instance.model.InstanceLog;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.jdbc.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * Takes instances' heartbeats into memory and writes them in batches, as those of workers are. It
 * holds one beat for each instance, so it is bounded also while the database is away.
 */
@ApplicationScoped
public class InstanceIntake implements InstanceHeartbeats {

  static final int BATCH = 512;

  private final Map<String, InstanceBeat> pending = new ConcurrentHashMap<>();

  private InstanceDirectory directory;
  private InstanceLog log;
  private DatabaseTime clock;
  private Background flusher;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public InstanceIntake() {}

  @Inject
  public InstanceIntake(
      InstanceDirectory directory, InstanceLog log, LivenessPolicy policy, DatabaseTime clock) {
    this.directory = directory;
    this.log = log;
    this.clock = clock;
    this.flusher = new Background("instance-flush", policy.flushInterval().toMillis(), this::flush);
  }

  public void start(ThreadFactory threads) {
    flusher.start(threads);
  }

  /** Stops after writing what is pending, as far as the database lets it. */
  public void stop() {
    flusher.stop();
    try {
      flush();
    } catch (DatabaseAway unwritten) {
      // The instances beat again, elsewhere; nothing that was promised is lost.
      return;
    }
  }

  @Override
  public boolean take(InstanceHeartbeat heartbeat) {
    String instance = heartbeat.instanceId();
    if (instance.isBlank()) {
      throw new InvalidRequest("instance_id", "is required");
    }
    heartbeat.workerId().ifPresent(worker -> Names.requireSound("worker_id", worker));
    if (!directory.knows(instance)) {
      return false;
    }
    InstanceBeat beat =
        new InstanceBeat(
            System.nanoTime(), clock.instant(), heartbeat.workerId(), heartbeat.capabilityFlags());
    directory.heard(instance, beat);
    keep(instance, beat);
    if (pending.size() >= BATCH) {
      flusher.nudge();
    }
    return true;
  }

  private void keep(String instance, InstanceBeat beat) {
    pending.merge(instance, beat, (known, other) -> other.after(known));
  }

  /** Drops the beats of an instance that left. */
  void forget(String instance) {
    pending.remove(instance);
  }

  /**
   * Writes everything that is pending now.
   *
   * @throws DatabaseAway when it could not; what was not written stays pending
   */
  void flush() {
    Map<String, InstanceBeat> beats = take();
    while (!beats.isEmpty()) {
      write(beats);
      beats = beats.size() < BATCH ? Map.of() : take();
    }
  }

  private Map<String, InstanceBeat> take() {
    Map<String, InstanceBeat> taken = new LinkedHashMap<>();
    Iterator<String> instances = pending.keySet().iterator();
    while (taken.size() < BATCH && instances.hasNext()) {
      String instance = instances.next();
      InstanceBeat beat = pending.remove(instance);
      if (beat != null) {
        taken.put(instance, beat);
      }
    }
    return taken;
  }

  private void write(Map<String, InstanceBeat> beats) {
    try {
      log.write(beats);
    } catch (RuntimeException failed) {
      beats.forEach(this::keep);
      throw failed;
    }
  }
}
