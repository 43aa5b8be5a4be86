/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.model;

import io.roster.registry.command.Command;
import java.time.Duration;
import java.time.Instant;

/** When a node is given a command again that it was given before. */
public final class DeliveryPolicy {

  /** Without an answer it may have been lost on the way. */
  public static final Duration UNANSWERED = Duration.ofSeconds(15);

  /** Accepted and not heard of again, the node may have been restarted. */
  public static final Duration ACCEPTED = Duration.ofSeconds(60);

  private DeliveryPolicy() {}

  public static boolean isDue(Command command, Instant now) {
    return switch (command.state()) {
      case PENDING -> true;
      case DELIVERED -> isOver(command, UNANSWERED, now);
      case ACKNOWLEDGED -> isOver(command, ACCEPTED, now);
      case DONE, FAILED, EXPIRED, CANCELLED -> false;
    };
  }

  private static boolean isOver(Command command, Duration pause, Instant now) {
    return !now.isBefore(command.updatedAt().plus(pause));
  }
}
