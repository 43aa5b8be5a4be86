/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.app;

import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.InstanceExpiry;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.registry.platform.Actor;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends instances that were silent for too long. */
@ApplicationScoped
public class ExpireSilentInstances implements LeaderJob {

  static final int MOST_AT_ONCE = 500;

  private static final Logger LOG = LoggerFactory.getLogger(ExpireSilentInstances.class);
  private static final Actor SWEEP = Actor.system("instance-sweep");

  private InstanceExpiry expiry;
  private Journal journal;
  private LivenessPolicy policy;
  private Leadership leadership;
  private Duration interval;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ExpireSilentInstances() {}

  @Inject
  public ExpireSilentInstances(
      InstanceExpiry expiry,
      Journal journal,
      LivenessPolicy policy,
      Leadership leadership,
      Settings settings) {
    this.expiry = expiry;
    this.journal = journal;
    this.policy = policy;
    this.leadership = leadership;
    this.interval = settings.get(RegistrySettings.SWEEP_INTERVAL);
  }

  @Override
  public String name() {
    return SWEEP.id();
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public void run() {
    int expired;
    do {
      expired = leadership.change(name(), this::expireSome);
    } while (expired == MOST_AT_ONCE);
  }

  /** Runs inside one transaction; returns how many were expired. */
  int expireSome() {
    List<InstanceView> expired = expiry.expire(policy, MOST_AT_ONCE);
    for (InstanceView instance : expired) {
      journal.append(
          SWEEP,
          "instance.expired",
          instance.instanceId(),
          InstanceJson.of(instance),
          JsonValue.NULL);
      LOG.info(
          "instance_expired instance={} daemon={} last_heartbeat={}",
          instance.instanceId(),
          instance.daemonId(),
          instance.lastHeartbeat());
    }
    return expired.size();
  }
}
