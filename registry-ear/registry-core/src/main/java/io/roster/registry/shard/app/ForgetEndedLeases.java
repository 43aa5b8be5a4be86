/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.app;

import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.leadership.model.LeaderJob;
import io.roster.registry.shard.model.ShardLeases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Forgets shards that nobody wanted for a long time. Their generations begin at 1 again, so the
 * time is longer than any holder could sleep through.
 */
@ApplicationScoped
public class ForgetEndedLeases implements LeaderJob {

  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MOST_AT_ONCE = 10_000;

  private ShardLeases leases;
  private Leadership leadership;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public ForgetEndedLeases() {}

  @Inject
  public ForgetEndedLeases(ShardLeases leases, Leadership leadership) {
    this.leases = leases;
    this.leadership = leadership;
  }

  @Override
  public String name() {
    return "shard-retention";
  }

  @Override
  public Duration interval() {
    return Duration.ofMinutes(10);
  }

  @Override
  public void run() {
    int dropped;
    do {
      dropped = leadership.change(name(), () -> leases.dropEnded(KEPT, MOST_AT_ONCE));
    } while (dropped == MOST_AT_ONCE);
  }
}
