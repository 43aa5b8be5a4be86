/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.registry.platform.Actor;
import io.roster.registry.transport.model.ActiveTransport;
import io.roster.registry.transport.model.Concern;
import io.roster.registry.transport.model.TransportLocks;
import io.roster.registry.transport.model.Transports;
import io.roster.settings.Settings;
import io.roster.settings.TransportSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends transports that nobody completed, so that their sources are not busy for ever. */
@ApplicationScoped
public class ExpireAbandonedTransports implements LeaderJob {

  private static final Logger LOG = LoggerFactory.getLogger(ExpireAbandonedTransports.class);
  private static final Actor SWEEP = Actor.system("transport-expiry");
  private static final Duration SHORTEST_AGE = Duration.ofMinutes(1);
  private static final int INTERVALS = 10;
  private static final int TOGETHER = 200;
  private static final int MOST_IN_ONE_ROUND = 10_000;

  private Transports transports;
  private TransportLocks locks;
  private EndTransport ending;
  private Leadership leadership;
  private Duration interval;
  private Duration age;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ExpireAbandonedTransports() {}

  @Inject
  public ExpireAbandonedTransports(
      Transports transports,
      TransportLocks locks,
      EndTransport ending,
      Leadership leadership,
      Settings settings) {
    this.transports = transports;
    this.locks = locks;
    this.ending = ending;
    this.leadership = leadership;
    this.interval = settings.get(TransportSettings.CLEANUP_INTERVAL);
    Duration wished = interval.multipliedBy(INTERVALS);
    this.age = wished.compareTo(SHORTEST_AGE) > 0 ? wished : SHORTEST_AGE;
  }

  @Override
  public String name() {
    return "transport-expiry";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public void run() {
    int looked = 0;
    int expired;
    do {
      expired = leadership.change(name(), this::expireSome);
      looked += expired;
    } while (expired == TOGETHER && looked < MOST_IN_ONE_ROUND);
  }

  /** Runs inside one transaction; returns how many were due. */
  private int expireSome() {
    List<ActiveTransport> due = transports.abandoned(age, TOGETHER);
    locks.take(due.stream().map(transport -> Concern.artifact(transport.wanted())).toList());
    for (ActiveTransport transport : due) {
      if (ending.expire(transport.id(), SWEEP, "not completed within " + age)) {
        LOG.info(
            "transport_expired transport={} artifact={} replica={} since={}",
            transport.id(),
            transport.wanted().artifactId(),
            transport.replica(),
            transport.since());
      }
    }
    return due.size();
  }
}
