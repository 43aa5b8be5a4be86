/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.replica.ReplicaView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The requests that wait, and what is known of each request id. Every method belongs to the
 * caller's transaction, which has locked what it is about.
 */
public interface TransportQueue {

  /**
   * The transport that a request id stands for.
   *
   * @param source empty when its replica is gone
   */
  record Known(UUID transport, String fingerprint, Optional<ReplicaView> source) {}

  /**
   * How things stand for a request.
   *
   * @param now by the database's clock
   * @param known the transport that its id stands for, if any
   * @param waiting the fingerprint of the request that waits under its id, if any
   * @param othersWait whether others wait for the same thing
   */
  record Situation(
      Instant now, Optional<Known> known, Optional<String> waiting, boolean othersWait) {}

  /** Looks; when its transport was started already, notes that this call asked for it last. */
  Situation situation(Ticket ticket, UUID call);

  /** What another request of the same group says that contradicts this one, as a sentence. */
  Optional<String> contradiction(Ticket ticket);

  /** Lets a request wait; one that waits already waits for the longer of both times. */
  void enqueue(Ticket ticket, UUID call, Duration patience);

  /** Ends the waiting of those whose time is over. */
  void expire();

  /** Those who wait and are waited for, the oldest first, without those for some things. */
  List<QueuedRequest> scan(int most, Set<Wanted> exceptFor);

  /** Those of them that still wait, each locked until the transaction ends. */
  List<QueuedRequest> hold(Collection<String> requestIds);

  void dispatched(String requestId);

  /**
   * Ends the waiting of requests whose last call went away.
   *
   * @param calls the call for each request id
   * @return transports that were started for such calls and that nobody will ever hear of
   */
  List<UUID> cancel(Map<String, UUID> calls);

  /** Deletes what was decided so long ago or is long overdue; returns how many it was. */
  int forget(Duration age, int most);
}
