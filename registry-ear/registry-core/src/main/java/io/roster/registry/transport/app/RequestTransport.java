/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.Overloaded;
import io.roster.registry.transport.RequestIdOfAnotherTransport;
import io.roster.registry.transport.TransportAnswer;
import io.roster.registry.transport.TransportCall;
import io.roster.registry.transport.TransportGroup;
import io.roster.registry.transport.TransportRequest;
import io.roster.registry.transport.TransportRequest.Requester;
import io.roster.registry.transport.model.Concern;
import io.roster.registry.transport.model.SourceClaims.Claimed;
import io.roster.registry.transport.model.Ticket;
import io.roster.registry.transport.model.TransportPictures;
import io.roster.registry.transport.model.TransportQueue;
import io.roster.registry.transport.model.TransportQueue.Known;
import io.roster.registry.transport.model.TransportQueue.Situation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives a request its source when one is free, and lets it wait in the queue when not. Both are
 * decided in one transaction, so that no slot that becomes free falls between.
 */
@ApplicationScoped
public class RequestTransport {

  static final String OPERATION = "RequestReplicaTransport";

  /** Whoever waits for longer has forgotten to say how long. */
  static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

  private SourceChoice sources;
  private TransportQueue queue;
  private TransportPictures pictures;
  private TransportJournal journal;
  private TransportSteps steps;
  private TransportDispatcher dispatcher;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public RequestTransport() {}

  @Inject
  public RequestTransport(
      SourceChoice sources,
      TransportQueue queue,
      TransportPictures pictures,
      TransportJournal journal,
      TransportSteps steps,
      TransportDispatcher dispatcher) {
    this.sources = sources;
    this.queue = queue;
    this.pictures = pictures;
    this.journal = journal;
    this.steps = steps;
    this.dispatcher = dispatcher;
  }

  static void validate(TransportRequest request) {
    Names.require("request_id", request.requestId());
    Names.requireSound("artifact_id", request.artifactId());
    Names.requireSound("requested_byte_space.id", request.viewId());
    Requester requester = request.requester();
    Names.requireSound("source_node_id", requester.nodeId());
    Names.requireSound("source_address", requester.address());
    if (!Names.isPlausible(requester.workerId())) {
      throw new InvalidRequest("requester_worker_id", "is no id that the registry gave");
    }
    request.group().ifPresent(RequestTransport::validate);
  }

  private static void validate(TransportGroup group) {
    Names.require("scheduling_group.group_id", group.id());
    Names.require("scheduling_group.group_kind", group.kind());
    Names.require("scheduling_group.part_id", group.partId());
    if (group.totalParts() == 0) {
      throw new InvalidRequest("scheduling_group.total_parts", "must be at least 1");
    }
  }

  TransportCall run(TransportRequest request) {
    WaitingCall call =
        new WaitingCall(Ticket.of(request), patience(request), dispatcher::callerLeft);
    try {
      askFor(
          call,
          sources.knows(call.ticket().wanted()) || pictures.hasReplica(call.ticket().wanted()));
      return call;
    } catch (RuntimeException failed) {
      call.fail(failed);
      throw failed;
    }
  }

  private static Duration patience(TransportRequest request) {
    Duration patience = request.patience();
    if (patience.isNegative()) {
      return Duration.ZERO;
    }
    return patience.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : patience;
  }

  private void askFor(WaitingCall call, boolean hasReplica) {
    boolean wantsToWait = hasReplica && !call.patience().isZero();
    // Admitted before it is in the queue: it may be dispatched the moment it is there.
    boolean mayWait = wantsToWait && dispatcher.admit(call);
    Optional<TransportAnswer> answer;
    try {
      answer =
          steps.take(
              "artifact:" + call.ticket().wanted().artifactId(),
              new Ask(call, mayWait, hasReplica));
    } catch (RuntimeException failed) {
      dispatcher.dismiss(call);
      throw failed;
    }
    if (answer.isEmpty()) {
      dispatcher.awaits(call);
      return;
    }
    dispatcher.dismiss(call);
    if (answer.get() instanceof TransportAnswer.TimedOut && wantsToWait && !mayWait) {
      throw new Overloaded(OPERATION);
    }
    call.answer(answer.get());
  }

  /** Answers, or enqueues and answers nothing. */
  private final class Ask implements TransportSteps.Step<Optional<TransportAnswer>> {

    private final Ticket ticket;
    private final UUID call;
    private final Duration patience;
    private final boolean mayWait;
    private final boolean hasReplica;

    Ask(WaitingCall call, boolean mayWait, boolean hasReplica) {
      this.ticket = call.ticket();
      this.call = call.id();
      this.patience = call.patience();
      this.mayWait = mayWait;
      this.hasReplica = hasReplica;
    }

    @Override
    public List<Concern> concerns() {
      return Concern.of(ticket);
    }

    @Override
    public Optional<TransportAnswer> run(Loads loads) {
      Situation situation = queue.situation(ticket, call);
      if (situation.known().isPresent()) {
        return Optional.of(repeated(situation.known().get()));
      }
      if (situation.waiting().isPresent()) {
        requireSame(situation.waiting().get());
        return queued();
      }
      if (!hasReplica) {
        return Optional.of(new TransportAnswer.NoReplica());
      }
      queue
          .contradiction(ticket)
          .ifPresent(
              sentence -> {
                throw new InvalidRequest("scheduling_group", sentence);
              });
      // Whoever waits already comes first.
      return situation.othersWait() ? queued() : attempt(situation, loads);
    }

    private TransportAnswer repeated(Known known) {
      requireSame(known.fingerprint());
      return known
          .source()
          .<TransportAnswer>map(source -> new TransportAnswer.Started(known.transport(), source))
          .orElseGet(TransportAnswer.NoReplica::new);
    }

    private void requireSame(String fingerprint) {
      if (!fingerprint.equals(ticket.fingerprint())) {
        throw new RequestIdOfAnotherTransport(ticket.requestId());
      }
    }

    private Optional<TransportAnswer> attempt(Situation situation, Loads loads) {
      List<UUID> ranked = sources.ranked(ticket, loads, situation.now());
      Optional<Claimed> claimed = sources.claim(ticket, ranked, loads);
      if (claimed.isEmpty()) {
        claimed = sources.insist(ticket, ranked, loads);
      }
      return claimed.isEmpty() ? queued() : Optional.of(started(claimed.get()));
    }

    private TransportAnswer started(Claimed claimed) {
      journal.started(ticket, claimed);
      return new TransportAnswer.Started(claimed.transport(), claimed.source());
    }

    private Optional<TransportAnswer> queued() {
      if (!mayWait) {
        return Optional.of(new TransportAnswer.TimedOut());
      }
      queue.enqueue(ticket, call, patience);
      return Optional.empty();
    }
  }
}
