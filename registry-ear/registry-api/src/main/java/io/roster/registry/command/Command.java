/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.cluster.WorkerId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What was asked for, and what has become of it so far. Times are the database's.
 *
 * @param worker whose node carries it out; empty when the registry does
 * @param actor who asked, as the journal names them: {@code user:ann}
 * @param detail a sentence about what became of it; may be empty
 * @param deliveries how often a node was given it
 */
public record Command(
    UUID id,
    Order order,
    Optional<WorkerId> worker,
    String reason,
    String actor,
    String idempotencyKey,
    CommandState state,
    String detail,
    int deliveries,
    Instant createdAt,
    Instant deadline,
    Instant updatedAt) {

  public CommandKind kind() {
    return order.kind();
  }

  public boolean isOpen() {
    return state.isOpen();
  }
}
