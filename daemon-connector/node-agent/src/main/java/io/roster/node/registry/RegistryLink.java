/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.roster.node.registry.RegistryFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node registered, step by step: whoever drives it calls {@link #step} again after the time
 * that it returned. It moves to the next coordinator after one failed call, and waits only when all
 * of them have failed in a row. For one thread, but {@link #status} is for all.
 */
public final class RegistryLink {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryLink.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(5);

  private final Coordinators coordinators;
  private final NodeIdentity node;
  private final Supplier<NodeLoad> load;
  private final Duration ownInterval;
  private final Backoff backoff;
  private final Consumer<LinkStatus> listener;

  // Says which incarnation asks: a repeated farewell is answered from memory, and the answer to an
  // earlier incarnation of the same worker must not be given to this one.
  private final String salt = UUID.randomUUID().toString();

  private volatile LinkStatus status = LinkStatus.INITIAL;
  private Optional<Registered> registered = Optional.empty();
  private boolean greeted;
  private boolean forgotten;
  private boolean syncPending;
  private int failures;

  RegistryLink(
      Coordinators coordinators,
      NodeIdentity node,
      Supplier<NodeLoad> load,
      Duration ownInterval,
      RandomGenerator random,
      Consumer<LinkStatus> listener) {
    this.coordinators = coordinators;
    this.node = node;
    this.load = load;
    this.ownInterval = ownInterval;
    this.backoff = new Backoff(FIRST_BACKOFF, MOST_BACKOFF, random);
    this.listener = listener;
  }

  public LinkStatus status() {
    return status;
  }

  /** Does what is due now; the time until the next step. */
  public Duration step() {
    try {
      Coordinator coordinator = coordinators.current();
      if (!greeted) {
        coordinator.greet();
        greeted = true;
      }
      if (registered.isEmpty() || forgotten) {
        register(coordinator);
      } else {
        beat(coordinator, registered.get());
      }
      failures = 0;
      return interval();
    } catch (RegistryFailure failure) {
      return failed(failure);
    }
  }

  /** Says goodbye, to each coordinator until one hears it, and ends the link. */
  public void stop() {
    if (status.state() == LinkState.STOPPED) {
      return;
    }
    registered.ifPresent(this::unregister);
    coordinators.close();
    change(
        new LinkStatus(
            LinkState.STOPPED, Optional.empty(), Optional.empty(), status.lastFailure()));
  }

  private void register(Coordinator coordinator) throws RegistryFailure {
    Optional<String> previous = registered.map(Registered::workerId);
    Registered answer = coordinator.register(node, load.get(), previous);
    registered = Optional.of(answer);
    forgotten = false;
    syncPending = false;
    LOG.info(
        "node_registered worker={} node={} daemon={} address={} grpc_port={} p2p_port={} registry={} recovery={}",
        answer.workerId(),
        node.nodeId(),
        node.daemonId(),
        node.address(),
        node.grpcPort(),
        node.p2pPort(),
        coordinator.endpoint(),
        previous.isPresent());
    answered(coordinator, answer.workerId());
  }

  private void beat(Coordinator coordinator, Registered worker) throws RegistryFailure {
    Heard heard = coordinator.heartbeat(worker.workerId(), node, load.get(), worker.stateVersion());
    boolean behind =
        heard.stateSyncRequired()
            || (heard.stateVersion() > 0 && heard.stateVersion() != worker.stateVersion());
    if (behind != syncPending) {
      syncPending = behind;
      LOG.info(
          "node_state_version worker={} own={} registry={} sync_required={}",
          worker.workerId(),
          worker.stateVersion(),
          heard.stateVersion(),
          behind);
    }
    answered(coordinator, worker.workerId());
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

  private Duration failed(RegistryFailure failure) {
    failures++;
    if (failure.kind() == Kind.IDENTITY && !forgotten && registered.isPresent()) {
      forgotten = true;
      LOG.info(
          "node_forgotten worker={} reason=\"{}\"",
          registered.get().workerId(),
          failure.getMessage());
      return Duration.ZERO;
    }
    if (failure.kind() != Kind.CONFLICT) {
      coordinators.rotate();
      greeted = false;
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
        coordinators.rotate();
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
      listener.accept(now);
    }
  }
}
