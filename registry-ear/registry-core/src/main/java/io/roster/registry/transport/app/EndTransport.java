/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.app;

import io.roster.registry.platform.Actor;
import io.roster.registry.transport.TransportCompletion;
import io.roster.registry.transport.TransportCompletion.Result;
import io.roster.registry.transport.TransportOutcome;
import io.roster.registry.transport.model.Concern;
import io.roster.registry.transport.model.Ending;
import io.roster.registry.transport.model.Transport;
import io.roster.registry.transport.model.TransportLocks;
import io.roster.registry.transport.model.Transports;
import io.roster.registry.transport.model.Transports.Freed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends a transport and gives its source's slot back, in one transaction; whoever comes second
 * changes nothing.
 */
@ApplicationScoped
public class EndTransport {

  private static final int LONGEST_DETAIL = 2_000;

  private Transports transports;
  private TransportDirectory directory;
  private TransportJournal journal;
  private TransportLocks locks;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public EndTransport() {}

  @Inject
  public EndTransport(
      Transports transports,
      TransportDirectory directory,
      TransportJournal journal,
      TransportLocks locks) {
    this.transports = transports;
    this.directory = directory;
    this.journal = journal;
    this.locks = locks;
  }

  /** What the end of a transport is about; asked inside the transaction. */
  List<Concern> concerns(UUID transport) {
    return directory
        .wanted(transport)
        .or(() -> transports.wanted(transport))
        .map(wanted -> List.of(Concern.artifact(wanted)))
        .orElseGet(List::of);
  }

  /** At its requester's word. Runs inside one transaction. */
  Result complete(TransportCompletion completion) {
    Optional<Transport> found = transports.find(completion.transport());
    found
        .filter(Transport::isInProgress)
        .ifPresent(
            transport -> {
              Freed freed = transports.free(transport.assignment().source().replica());
              Ending ending = end(transport, freed, completion.outcome(), completion.detail());
              journal.completed(transport.assignment(), ending, freed.load());
            });
    return found.isPresent() ? Result.COMPLETED : Result.NOT_FOUND;
  }

  /** Because nobody was heard of it for long. Runs inside one transaction. */
  boolean expire(UUID id, Actor sweep, String detail) {
    Optional<Transport> found = transports.find(id).filter(Transport::isInProgress);
    found.ifPresent(
        transport -> {
          Freed freed = transports.free(transport.assignment().source().replica());
          Ending ending = end(transport, freed, TransportOutcome.EXPIRED, detail);
          journal.expired(sweep, transport.assignment(), ending, freed.load());
        });
    return found.isPresent();
  }

  /**
   * Locks a transport until the transaction ends, before anything else of transports is locked in
   * it; returns whether there is one.
   */
  public boolean lock(UUID id) {
    locks.take(concerns(id));
    return transports.find(id).isPresent();
  }

  /**
   * Because an operator wants it. Runs inside one transaction, in which it is locked; returns
   * whether it was under way.
   */
  public boolean cancel(UUID id, Actor operator) {
    Optional<Transport> found = transports.find(id).filter(Transport::isInProgress);
    found.ifPresent(
        transport -> {
          Freed freed = transports.free(transport.assignment().source().replica());
          Ending ending =
              end(transport, freed, TransportOutcome.CANCELLED, "cancelled by " + operator.name());
          journal.cancelled(operator, transport.assignment(), ending, freed.load());
        });
    return found.isPresent();
  }

  private static Ending end(
      Transport transport, Freed freed, TransportOutcome outcome, String detail) {
    Ending ending = new Ending(outcome, storable(detail), freed.at());
    transport.end(ending);
    return ending;
  }

  /** The database keeps any text but one with this character. */
  private static String storable(String detail) {
    String text = detail.replace('\0', ' ');
    return text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text;
  }
}
