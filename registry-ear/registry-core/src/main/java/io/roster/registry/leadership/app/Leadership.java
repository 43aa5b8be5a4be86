/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.app;

import io.roster.registry.journal.app.ReadModel;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.leadership.model.Lease;
import io.roster.registry.leadership.model.Lease.Held;
import io.roster.registry.leadership.model.LeasePolicy;
import io.roster.registry.leadership.model.NotLeading;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.platform.RegistryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this coordinator leads. It takes the lease when nobody has it, renews it at a third of
 * its life, looks more often whether it is free, and lets go of it when it stops. Its own opinion
 * only saves work: what counts is what the database says inside each transaction of a singleton.
 */
@ApplicationScoped
public class Leadership {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final Actor ELECTION = Actor.system("leader-lease");
  private static final String SUBJECT = "leadership";

  private Lease lease;
  private LeasePolicy policy;
  private Changes changes;
  private Journal journal;
  private ReadModel model;
  private String coordinator;
  private Background keeper;

  /** The epoch under which this coordinator leads; empty when another one does. */
  private volatile OptionalLong leading = OptionalLong.empty();

  /** When the lease ends unless renewed, by {@link System#nanoTime()}, to be on the safe side. */
  private volatile long leadingUntilNanos;

  /** When it was taken or last renewed, by {@link System#nanoTime()}. */
  private volatile long renewedNanos;

  /** What a leader does first. */
  private volatile Runnable whenTaken = () -> {};

  /** An operator asked another one to lead: this one stands back until then. */
  private volatile long standsBackUntilNanos = System.nanoTime();

  /** It serves nobody, so it leads nobody either. */
  private volatile boolean aside;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Leadership() {}

  @Inject
  public Leadership(
      Lease lease,
      LeasePolicy policy,
      Changes changes,
      Journal journal,
      ReadModel model,
      CoordinatorIdentity identity) {
    this.lease = lease;
    this.policy = policy;
    this.changes = changes;
    this.journal = journal;
    this.model = model;
    this.coordinator = identity.name();
    this.keeper = new Background("leader-lease", policy.look().toMillis(), this::keep);
  }

  /** What is to be done each time that this coordinator begins to lead. */
  public void whenTaken(Runnable first) {
    whenTaken = first;
  }

  public void start(ThreadFactory threads) {
    keeper.start(threads);
    keeper.nudge();
  }

  /** Ends the leadership, so that the next one begins at once. */
  public void stop() {
    keeper.stop();
    try {
      release(ELECTION, "the coordinator stops");
    } catch (RegistryException unreleased) {
      LOG.info("leadership_unreleased cause=\"{}\"", unreleased.getMessage());
    }
  }

  public boolean leads() {
    return leading.isPresent() && System.nanoTime() - leadingUntilNanos < 0;
  }

  /** Whose leadership is known in the database, with one question to it. */
  public Held held() {
    return lease.held();
  }

  /**
   * Makes a change that only the leader makes, in a transaction of its own that checks the epoch.
   *
   * @throws NotLeading when another coordinator leads
   */
  public <T> T change(String operation, Supplier<T> work) {
    long epoch = leading.orElseThrow(() -> new NotLeading(coordinator));
    return changes.changeAlone(
        operation,
        () -> {
          lease.confirm(coordinator, epoch);
          return work.get();
        });
  }

  /**
   * Lets another coordinator lead: this one stands back for two leases.
   *
   * @return whether it led
   */
  public boolean handOver(Actor actor, String reason) {
    standsBackUntilNanos = System.nanoTime() + 2 * policy.length().toNanos();
    return release(actor, reason);
  }

  /** Lets another coordinator lead until {@link #standReady}. */
  public void standAside(String reason) {
    aside = true;
    release(ELECTION, reason);
  }

  /** Leads again when nobody else does. */
  public void standReady() {
    aside = false;
    keeper.nudge();
  }

  private boolean release(Actor actor, String reason) {
    OptionalLong epoch = leading;
    leading = OptionalLong.empty();
    if (epoch.isEmpty()) {
      return false;
    }
    boolean released =
        changes.changeAlone(
            "release the leadership",
            () -> {
              boolean ours = lease.release(coordinator, epoch.getAsLong());
              if (ours) {
                journal.append(
                    actor,
                    "leadership.released",
                    SUBJECT,
                    state(epoch.getAsLong()),
                    because(reason));
              }
              return ours;
            });
    if (released) {
      LOG.info("leadership_released epoch={} reason=\"{}\"", epoch.getAsLong(), reason);
    }
    return released;
  }

  private void keep() {
    try {
      if (leading.isEmpty()) {
        take();
      } else if (System.nanoTime() - renewedNanos >= policy.renewal().toNanos()) {
        renew(leading.getAsLong());
      }
    } catch (DatabaseAway away) {
      LOG.debug("leadership_unknown", away);
    }
  }

  private void renew(long epoch) {
    long asked = System.nanoTime();
    switch (lease.renew(coordinator, epoch, policy.length())) {
      case LASTS -> leadsSince(asked);
      case UNWANTED -> handOver(ELECTION, "an operator asked for another leader");
      case LOST -> {
        leading = OptionalLong.empty();
        LOG.warn("leadership_lost code=ROS-1011 coordinator={} epoch={}", coordinator, epoch);
        take();
      }
    }
  }

  private void take() {
    Held held = lease.held();
    model.heardOf(held.epoch());
    if (aside || held.running() || System.nanoTime() - standsBackUntilNanos < 0) {
      return;
    }
    long asked = System.nanoTime();
    OptionalLong epoch = changes.changeAlone("take the leadership", this::takeInTransaction);
    if (epoch.isPresent()) {
      leadsSince(asked);
      leading = epoch;
      model.heardOf(epoch.getAsLong());
      LOG.info("leadership_taken coordinator={} epoch={}", coordinator, epoch.getAsLong());
      whenTaken.run();
    }
  }

  private void leadsSince(long asked) {
    renewedNanos = asked;
    leadingUntilNanos = asked + policy.length().toNanos();
  }

  private OptionalLong takeInTransaction() {
    OptionalLong epoch = lease.take(coordinator, policy.length());
    epoch.ifPresent(
        begun ->
            journal.append(ELECTION, "leadership.taken", SUBJECT, JsonValue.NULL, state(begun)));
    return epoch;
  }

  private JsonObject state(long epoch) {
    return JsonValues.object().add("holder", coordinator).add("epoch", epoch).build();
  }

  private static JsonObject because(String reason) {
    return JsonValues.object().add("reason", reason).build();
  }
}
