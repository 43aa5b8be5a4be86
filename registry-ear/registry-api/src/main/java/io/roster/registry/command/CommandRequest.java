/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A request of an operator.
 *
 * @param order what is wanted
 * @param reason why; it stays in the journal
 * @param idempotencyKey the caller's name for this request: the same request with the same key is
 *     the same command
 * @param expectedRevision the journal's revision at which the operator looked at the target; the
 *     request is refused when the target has changed since
 * @param timeLimit how long to try
 */
public record CommandRequest(
    Order order,
    String reason,
    String idempotencyKey,
    OptionalLong expectedRevision,
    Duration timeLimit) {

  /** How long is tried unless the operator says otherwise. */
  public static final Duration USUAL_LIMIT = Duration.ofMinutes(10);

  private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_LIMIT = Duration.ofDays(7);

  /**
   * @throws InvalidRequest when something is missing or out of its bounds
   */
  public CommandRequest {
    Names.require("reason", reason);
    Names.require("idempotency_key", idempotencyKey);
    Names.require("target", order.target());
    order.parameters().forEach(Names::require);
    if (timeLimit.compareTo(SHORTEST_LIMIT) < 0 || timeLimit.compareTo(LONGEST_LIMIT) > 0) {
      throw new InvalidRequest(
          "time_limit", "must be from " + SHORTEST_LIMIT + " to " + LONGEST_LIMIT);
    }
  }

  /** With the usual time limit, whatever happened to the target. */
  public static CommandRequest of(Order order, String reason, String idempotencyKey) {
    return new CommandRequest(order, reason, idempotencyKey, OptionalLong.empty(), USUAL_LIMIT);
  }
}
