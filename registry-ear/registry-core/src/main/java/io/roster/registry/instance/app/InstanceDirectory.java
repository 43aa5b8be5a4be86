/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.app;

import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.InstanceBeat;
import io.roster.registry.instance.model.InstancePictures;
import io.roster.registry.journal.model.Change;
import io.roster.registry.journal.model.Projection;
import io.roster.registry.platform.jdbc.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** The registered instances in memory, so that a heartbeat waits for nothing. */
@ApplicationScoped
public class InstanceDirectory implements Projection {

  private final Map<String, InstanceView> instances = new ConcurrentHashMap<>();
  private final Map<String, InstanceBeat> lastBeats = new ConcurrentHashMap<>();

  private InstancePictures pictures;
  private DatabaseTime clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public InstanceDirectory() {}

  @Inject
  public InstanceDirectory(InstancePictures pictures, DatabaseTime clock) {
    this.pictures = pictures;
    this.clock = clock;
  }

  @Override
  public void load() {
    Map<String, InstanceView> registered = new ConcurrentHashMap<>();
    pictures.each(instance -> registered.put(instance.instanceId(), instance));
    instances.keySet().retainAll(registered.keySet());
    instances.putAll(registered);
    lastBeats.keySet().retainAll(registered.keySet());
  }

  @Override
  public void apply(Change change) {
    switch (change.kind()) {
      case "instance.registered" ->
          change
              .state()
              .ifPresent(
                  state -> {
                    instances.put(change.subject(), InstanceJson.read(change.subject(), state));
                    // What it said before is over.
                    lastBeats.remove(change.subject());
                  });
      case "instance.unregistered", "instance.expired" -> {
        instances.remove(change.subject());
        lastBeats.remove(change.subject());
      }
      default -> {
        // Not about instances.
      }
    }
  }

  boolean knows(String instanceId) {
    return instances.containsKey(instanceId);
  }

  /** Keeps the last sign of life, for lists that are answered while the database is away. */
  void heard(String instanceId, InstanceBeat beat) {
    lastBeats.merge(instanceId, beat, (earlier, later) -> later.after(earlier));
  }

  /** All of them, as far as this coordinator has heard them. */
  Collection<InstanceView> all(LivenessPolicy policy) {
    Instant now = clock.instant();
    return instances.values().stream().map(instance -> overlaid(instance, policy, now)).toList();
  }

  private InstanceView overlaid(InstanceView instance, LivenessPolicy policy, Instant now) {
    InstanceBeat beat = lastBeats.get(instance.instanceId());
    if (beat == null) {
      Duration silence = Duration.between(instance.lastHeartbeat(), now);
      return instance.heard(
          instance.workerId(),
          instance.capabilityFlags(),
          instance.lastHeartbeat(),
          policy.state(silence, true));
    }
    Instant heard =
        beat.receivedAt().isAfter(instance.lastHeartbeat())
            ? beat.receivedAt()
            : instance.lastHeartbeat();
    return instance.heard(
        beat.workerId().orElse(instance.workerId()),
        beat.capabilityFlags().orElse(instance.capabilityFlags()),
        heard,
        policy.state(Duration.between(heard, now), true));
  }

  public int size() {
    return instances.size();
  }

  /** The capabilities of each, as far as this coordinator has heard them. */
  public LongStream capabilityFlags() {
    return instances.values().stream().mapToLong(this::capabilityFlags);
  }

  private long capabilityFlags(InstanceView instance) {
    InstanceBeat beat = lastBeats.get(instance.instanceId());
    return beat == null
        ? instance.capabilityFlags()
        : beat.capabilityFlags().orElse(instance.capabilityFlags());
  }
}
