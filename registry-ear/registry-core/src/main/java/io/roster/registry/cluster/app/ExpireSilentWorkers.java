/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.cluster.model.SilenceExpiry;
import io.roster.registry.cluster.model.SilenceExpiry.Expired;
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

/** Ends workers that were silent for too long. */
@ApplicationScoped
public class ExpireSilentWorkers implements LeaderJob {

  static final int MOST_AT_ONCE = 500;

  private static final Logger LOG = LoggerFactory.getLogger(ExpireSilentWorkers.class);
  private static final Actor SWEEP = Actor.system("expiry-sweep");

  private SilenceExpiry expiry;
  private Journal journal;
  private LivenessPolicy policy;
  private Leadership leadership;
  private Duration interval;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ExpireSilentWorkers() {}

  @Inject
  public ExpireSilentWorkers(
      SilenceExpiry expiry,
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
    return "expiry-sweep";
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
    List<Expired> expired = expiry.expire(policy, MOST_AT_ONCE);
    for (Expired worker : expired) {
      journal.append(
          SWEEP, "worker.expired", worker.worker().value(), JsonValue.NULL, WorkerJson.of(worker));
      LOG.info(
          "worker_expired worker={} daemon={} last_heartbeat={} replicas={}",
          worker.worker(),
          worker.daemonId(),
          worker.lastHeartbeat(),
          worker.replicas());
    }
    return expired.size();
  }
}
