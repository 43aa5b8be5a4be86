/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain.app;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.drain.CoordinatorDrain;
import io.roster.registry.drain.DrainGoesOn;
import io.roster.registry.drain.DrainStatus;
import io.roster.registry.drain.DrainStatus.Phase;
import io.roster.registry.drain.LastCoordinator;
import io.roster.registry.drain.OpenCalls;
import io.roster.registry.drain.ServedPort;
import io.roster.registry.drain.model.Departures;
import io.roster.registry.drain.model.DrainPolicy;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.leadership.app.Leadership;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.CoordinatorIdentity;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.RegistryException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes this coordinator out of service, in the order in which nobody notices. */
@Singleton
@Local(CoordinatorDrain.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Draining implements CoordinatorDrain {

  private static final Logger LOG = LoggerFactory.getLogger(Draining.class);
  private static final String ACTION = "DRAIN_COORDINATOR";

  private static final Identity STOPPING =
      Identity.trusted(Actor.system("shutdown"), "this process");

  @Resource private @Nullable ManagedThreadFactory managed;
  private @Nullable ThreadFactory given;
  private DrainPolicy policy;
  private Departures departures;
  private Leadership leadership;
  private Audit audit;
  private Changes changes;
  private Journal journal;
  private String coordinator;

  private final DrainProgress progress = new DrainProgress();
  private final DrainLever lever = new DrainLever();
  private volatile @Nullable ServedPort port;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Draining() {}

  @Inject
  public Draining(
      DrainPolicy policy,
      Departures departures,
      Leadership leadership,
      Audit audit,
      Changes changes,
      Journal journal,
      CoordinatorIdentity identity) {
    this.policy = policy;
    this.departures = departures;
    this.leadership = leadership;
    this.audit = audit;
    this.changes = changes;
    this.journal = journal;
    this.coordinator = identity.name();
  }

  /** Where no container gives threads. */
  void runsOn(ThreadFactory threads) {
    given = threads;
  }

  private ThreadFactory threads() {
    ThreadFactory own = given;
    return own != null ? own : java.util.Objects.requireNonNull(managed, "set by the container");
  }

  @Override
  public void serves(ServedPort served) {
    port = served;
    lever.set(coordinator, this::leaveOnOwnThread);
  }

  /** Who pulls the lever comes from outside of the container. */
  private void leaveOnOwnThread() {
    Thread leaving = threads().newThread(this::leave);
    leaving.start();
    try {
      leaving.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @PreDestroy
  void forget() {
    lever.remove();
  }

  @Override
  public DrainStatus status() {
    ServedPort served = port;
    return progress.status(
        coordinator, leadership.leads(), served == null ? OpenCalls.NONE : served.open());
  }

  @Override
  public DrainStatus begin(String reason, Insistence insistence, Identity asking) {
    Act act = Act.of(asking, ACTION, coordinator, reason);
    audit.watch(
        act,
        () -> {
          asking.require(Role.ADMIN, "drain a coordinator");
          Names.require("reason", reason);
          announce(act, insistence);
          return true;
        });
    return status();
  }

  /** The one that begins announces it; whoever comes second finds it begun. */
  private void announce(Act act, Insistence insistence) {
    if (!progress.begin(act.reason(), act.who().actor().name())) {
      return;
    }
    try {
      boolean others = write(act, insistence);
      // Here, so that whoever cancels comes after it.
      tell();
      Thread drain = threads().newThread(() -> drain(others));
      drain.setName("roster-drain");
      drain.setDaemon(true);
      drain.start();
    } catch (RuntimeException refused) {
      progress.serveAgain();
      throw refused;
    }
  }

  private boolean write(Act act, Insistence insistence) {
    try {
      return changes.changeAlone(
          "DrainCoordinator",
          () -> {
            boolean others = departures.othersServe(coordinator);
            if (!others && insistence == Insistence.ONLY_IF_OTHERS_SERVE) {
              throw new LastCoordinator(coordinator);
            }
            departures.leaves(coordinator);
            note(act.who().actor(), "coordinator.draining", act.reason());
            audit.accepted(act, "");
            return others;
          });
    } catch (RegistryException unwritten) {
      if (insistence == Insistence.ONLY_IF_OTHERS_SERVE) {
        throw unwritten;
      }
      LOG.warn(
          "drain_unwritten code=ROS-2030 coordinator={} actor={} cause=\"{}\"",
          coordinator,
          act.who().actor().name(),
          unwritten.getMessage());
      return false;
    }
  }

  private void note(Actor actor, String kind, String reason) {
    JsonObjectBuilder after = JsonValues.object().add("coordinator", coordinator);
    journal.append(actor, kind, coordinator, JsonValue.NULL, after.add("reason", reason).build());
  }

  @Override
  public void leave() {
    Act act = Act.of(STOPPING, ACTION, coordinator, "the process stops");
    if (port == null) {
      return;
    }
    if (progress.begin(act.reason(), STOPPING.actor().name())) {
      boolean others = write(act, Insistence.IN_ANY_CASE);
      tell();
      drain(others);
    } else {
      progress.awaitDrained(policy.settle().plus(policy.deadline()));
    }
  }

  private void tell() {
    java.util.Objects.requireNonNull(port, "nothing to drain").announceLeaving();
  }

  private void drain(boolean othersServe) {
    ServedPort served = java.util.Objects.requireNonNull(port, "nothing to drain");
    LOG.info(
        "drain_begun coordinator={} reason=\"{}\" settle_ms={} deadline_ms={}",
        coordinator,
        progress.reason(),
        othersServe ? policy.settle().toMillis() : 0,
        policy.deadline().toMillis());
    if (othersServe && !progress.settle(policy.settle())) {
      return;
    }
    if (!progress.finish(policy.deadline())) {
      return;
    }
    finish(served);
  }

  private void finish(ServedPort served) {
    served.close();
    standAside();
    int cut = served.awaitEnd(policy.deadline()) ? 0 : served.open().all();
    if (cut > 0) {
      LOG.warn(
          "drain_forced code=ROS-2005 coordinator={} waited_ms={} cut={}",
          coordinator,
          policy.deadline().toMillis(),
          cut);
    }
    served.cut();
    progress.drained(cut);
    LOG.info("drain_over coordinator={} cut={}", coordinator, cut);
  }

  private void standAside() {
    try {
      leadership.standAside("the coordinator is drained");
    } catch (RegistryException unreleased) {
      LOG.info("leadership_unreleased cause=\"{}\"", unreleased.getMessage());
    }
  }

  @Override
  public DrainStatus cancel(String reason, Identity asking) {
    Act act = Act.of(asking, "CANCEL_DRAIN", coordinator, reason);
    audit.watch(
        act,
        () -> {
          asking.require(Role.ADMIN, "cancel the drain of a coordinator");
          Names.require("reason", reason);
          stay(act);
          return true;
        });
    return status();
  }

  private void stay(Act act) {
    Optional<Phase> ended = progress.cancel();
    if (ended.filter(Phase.FINISHING::equals).isPresent()) {
      throw new DrainGoesOn(coordinator);
    }
    if (ended.isEmpty()) {
      return;
    }
    java.util.Objects.requireNonNull(port, "it was drained").serve();
    leadership.standReady();
    changes.changeAlone(
        "CancelDrain",
        () -> {
          departures.stays(coordinator);
          note(act.who().actor(), "coordinator.serving", act.reason());
          audit.accepted(act, "");
          return true;
        });
    LOG.info("drain_cancelled coordinator={} reason=\"{}\"", coordinator, act.reason());
  }
}
