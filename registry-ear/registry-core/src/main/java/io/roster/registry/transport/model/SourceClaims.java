/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.replica.ReplicaView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes slots of sources. Every method belongs to the caller's transaction. */
public interface SourceClaims {

  /** What to do about a source that another change holds at this moment. */
  enum Held {
    PASS_OVER,
    WAIT_FOR
  }

  /**
   * A slot that was taken and the transport that was recorded with it.
   *
   * @param source as it is committed
   * @param load how busy it is now
   * @param at when, by the database's clock
   */
  record Claimed(UUID transport, ReplicaView source, ReplicaLoad load, Instant at) {}

  /**
   * Takes a slot of the first source that qualifies, and records the transport. Whether one
   * qualifies is decided by what is committed, and by the database's clock; no source ever serves
   * more than it offers.
   *
   * @param sources the best first
   */
  Optional<Claimed> claim(Ticket ticket, List<UUID> sources, Held held);

  /**
   * Why sources do not qualify. One that is missing in the answer does, or did in the meantime; one
   * that is deleted has no worker.
   */
  List<Refused> obstacles(List<UUID> sources);

  /** A source that does not qualify. */
  record Refused(UUID source, Obstacle obstacle) {}

  /** The replicas of an artifact in one form, whatever their state; at most so many. */
  List<UUID> replicas(Wanted wanted, int most);
}
