/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.roster.client.Backoff;
import io.roster.client.Rotation;
import io.roster.node.loop.Loop;
import io.roster.node.registry.RegistryFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node registered, step by step. It moves to the next coordinator after one failed call,
 * waits only when all of them have failed in a row, and comes home to the first when that answers
 * again. For one thread, but {@link #status} is for all.
 */
public final class RegistryLink implements Loop.Steps {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryLink.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(5);

  /** After at least so many beats abroad it looks whether home answers again. */
  private static final int BEATS_ABROAD = 3;

  private final Rotation<Coordinator> coordinators;
  private final NodeIdentity node;
  private final Membership membership;
  private final LinkReports reports;
  private final LinkListener listener;
  private final Duration ownInterval;
  private final RandomGenerator random;
  private final Backoff backoff;

  // Says which incarnation asks: a repeated farewell is answered from memory, and the answer to an
  // earlier incarnation of the same worker must not be given to this one.
  private final String salt = UUID.randomUUID().toString();

  private volatile LinkStatus status = LinkStatus.INITIAL;
  private Optional<Registered> registered = Optional.empty();
  private Optional<Coordinator> greeted = Optional.empty();
  private boolean forgotten;
  private int failures;
  private int beatsUntilLook;

  RegistryLink(
      Rotation<Coordinator> coordinators,
      NodeIdentity node,
      Membership membership,
      LinkReports reports,
      Duration ownInterval,
      RandomGenerator random,
      LinkListener listener) {
    this.coordinators = coordinators;
    this.node = node;
    this.membership = membership;
    this.reports = reports;
    this.ownInterval = ownInterval;
    this.random = random;
    this.backoff = new Backoff(FIRST_BACKOFF, MOST_BACKOFF, random);
    this.listener = listener;
    this.beatsUntilLook = nextLook();
  }

  public LinkStatus status() {
    return status;
  }

  @Override
  public Duration step() {
    Coordinator coordinator = coordinators.current();
    try {
      if (!greeted.equals(Optional.of(coordinator))) {
        coordinator.greet();
        greeted = Optional.of(coordinator);
      }
      Optional<Standing> standing = membership.standing();
      if (standing.isEmpty() || forgotten || membership.renewalWanted()) {
        register(coordinator);
      } else {
        beat(coordinator, standing.get());
      }
      failures = 0;
      return interval();
    } catch (RegistryFailure failure) {
      return failed(coordinator, failure);
    }
  }

  /** Says goodbye, to each coordinator until one hears it. */
  @Override
  public void end() {
    if (status.state() == LinkState.STOPPED) {
      return;
    }
    registered.ifPresent(this::unregister);
    change(
        new LinkStatus(
            LinkState.STOPPED, Optional.empty(), Optional.empty(), status.lastFailure()));
  }

  private void register(Coordinator coordinator) throws RegistryFailure {
    Optional<String> previous = registered.map(Registered::workerId);
    Registered answer = coordinator.register(node, reports.load(), previous);
    registered = Optional.of(answer);
    forgotten = false;
    membership.joined(answer);
    LOG.info(
        "node_registered worker={} node={} daemon={} address={} grpc_port={} p2p_port={}"
            + " registry={} recovery={}",
        answer.workerId(),
        node.nodeId(),
        node.daemonId(),
        node.address(),
        node.grpcPort(),
        node.p2pPort(),
        coordinator.endpoint(),
        previous.isPresent());
    answered(coordinator, answer.workerId());
    listener.registryMayHaveForgotten();
    listener.inventoryInDoubt("the node has registered");
  }

  private void beat(Coordinator coordinator, Standing standing) throws RegistryFailure {
    Beat beat =
        new Beat(reports.load(), reports.inventory(), standing.stateVersion(), standing.agreedAt());
    Heard heard = coordinator.heartbeat(standing.workerId(), node, beat);
    listener.beat();
    answered(coordinator, standing.workerId());
    if (heard.disagreesWith(standing.stateVersion())) {
      listener.inventoryInDoubt(
          "the registry has version "
              + heard.stateVersion()
              + ", this node "
              + standing.stateVersion());
    }
    lookHome();
  }

  /** Nodes that left together do not return together, so the time of the look is drawn. */
  private void lookHome() {
    if (coordinators.atHome()) {
      beatsUntilLook = nextLook();
      return;
    }
    beatsUntilLook--;
    if (beatsUntilLook > 0) {
      return;
    }
    beatsUntilLook = nextLook();
    Coordinator home = coordinators.home();
    try {
      home.greet();
      coordinators.comeHome();
      greeted = Optional.of(home);
      LOG.info("registry_home endpoint={}", home.endpoint());
    } catch (RegistryFailure stillAway) {
      home.reconnect();
      LOG.debug("registry_home_away reason=\"{}\"", stillAway.getMessage());
    }
  }

  private int nextLook() {
    return BEATS_ABROAD + random.nextInt(BEATS_ABROAD + 1);
  }

  private void answered(Coordinator coordinator, String workerId) {
    LinkStatus before = status;
    Optional<String> endpoint = Optional.of(coordinator.endpoint());
    LinkStatus now =
        new LinkStatus(LinkState.REGISTERED, Optional.of(workerId), endpoint, Optional.empty());
    if (before.state() == LinkState.LOST || movedFrom(before.endpoint(), endpoint)) {
      LOG.info(
          "registry_found endpoint={} before={} worker={}",
          coordinator.endpoint(),
          before.endpoint().orElse("none"),
          workerId);
    }
    change(now);
  }

  private static boolean movedFrom(Optional<String> before, Optional<String> now) {
    return before.isPresent() && !before.equals(now);
  }

  private Duration failed(Coordinator coordinator, RegistryFailure failure) {
    failures++;
    listener.failed();
    if (failure.kind() == Kind.IDENTITY && !forgotten && registered.isPresent()) {
      forgotten = true;
      LOG.info(
          "node_forgotten worker={} reason=\"{}\"",
          registered.get().workerId(),
          failure.getMessage());
      return Duration.ZERO;
    }
    if (failure.kind() != Kind.CONFLICT) {
      coordinators.moveOn(coordinator);
      greeted = Optional.empty();
    }
    boolean allFailed = failures >= coordinators.count();
    note(failure, allFailed && failure.kind() != Kind.CONFLICT);
    return allFailed ? backoff.after(failures / coordinators.count()) : Duration.ZERO;
  }

  private void note(RegistryFailure failure, boolean noneLeft) {
    LinkStatus before = status;
    LinkState state =
        noneLeft && before.state() == LinkState.REGISTERED ? LinkState.LOST : before.state();
    // Coordinators take turns in failing, so the sentence changes all the time: what is told is the
    // first failure, and one that a person has to look at.
    if (state != before.state() || before.lastFailure().isEmpty()) {
      tell(state, failure);
    } else if (failure.kind() == Kind.REFUSED
        && !before.lastFailure().equals(Optional.ofNullable(failure.getMessage()))) {
      tell(state, failure);
    }
    change(
        new LinkStatus(
            state,
            before.workerId(),
            before.endpoint(),
            Optional.ofNullable(failure.getMessage())));
  }

  private static void tell(LinkState state, RegistryFailure failure) {
    if (state == LinkState.REGISTERED) {
      LOG.info("registry_call_failed kind={} reason=\"{}\"", failure.kind(), failure.getMessage());
    } else if (failure.kind() == Kind.REFUSED) {
      LOG.error("registry_refuses_node code=ROS-4201 reason=\"{}\"", failure.getMessage());
    } else {
      LOG.warn(
          "registry_unreachable code=ROS-2201 state={} kind={} reason=\"{}\"",
          state,
          failure.kind(),
          failure.getMessage());
    }
  }

  private Duration interval() {
    return registered
        .map(Registered::heartbeatInterval)
        .filter(asked -> !asked.isZero() && asked.compareTo(ownInterval) < 0)
        .orElse(ownInterval);
  }

  private void unregister(Registered worker) {
    String requestId = worker.workerId() + "|graceful|" + salt;
    for (int attempt = 0; attempt < coordinators.count(); attempt++) {
      Coordinator coordinator = coordinators.current();
      try {
        coordinator.unregister(worker.workerId(), requestId);
        LOG.info(
            "node_unregistered worker={} registry={}", worker.workerId(), coordinator.endpoint());
        return;
      } catch (RegistryFailure failure) {
        LOG.info("node_farewell_failed reason=\"{}\"", failure.getMessage());
        coordinators.moveOn(coordinator);
      }
    }
    LOG.warn(
        "node_not_unregistered code=ROS-2202 worker={} it expires by its silence",
        worker.workerId());
  }

  private void change(LinkStatus now) {
    LinkStatus before = status;
    status = now;
    if (before.state() != now.state()) {
      listener.changed(now);
    }
  }
}
