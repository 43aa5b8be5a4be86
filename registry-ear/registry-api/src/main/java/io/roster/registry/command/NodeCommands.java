/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.cluster.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The door of nodes that carry commands out. Safe for use by many threads. */
public interface NodeCommands {

  /** The most commands that are given at once. */
  int MOST_AT_ONCE = 100;

  /**
   * A node that asks for its commands.
   *
   * @param patience how long it waits when there is none
   * @param restarted whether it knows nothing of what it was given before
   */
  record Taker(WorkerId worker, String daemonId, Duration patience, boolean restarted) {}

  /** What a node says of a command. */
  enum Outcome {
    ACCEPTED,
    DONE,
    FAILED
  }

  /**
   * An acknowledgement.
   *
   * @param detail a sentence for the operator; may be empty
   */
  record Acknowledgement(
      UUID command, WorkerId worker, String daemonId, Outcome outcome, String detail) {}

  /**
   * Gives a node the commands that wait for it, the oldest first. Completes at once when there are
   * any, otherwise when there is one or the time is over; an earlier call for the same worker then
   * completes with nothing. Completing or cancelling the answer ends the wait.
   *
   * @throws io.roster.registry.cluster.UnknownWorker when this coordinator knows no such active
   *     worker of that daemon
   */
  CompletableFuture<List<Command>> take(Taker taker);

  /**
   * Takes note of what a node says; it may say it again. What is finished stays as it is.
   *
   * @throws UnknownCommand when the worker has no such command
   */
  Command acknowledge(Acknowledgement acknowledgement);
}
