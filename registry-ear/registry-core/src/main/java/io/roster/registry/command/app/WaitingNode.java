/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.app;

import io.roster.registry.command.Command;
import io.roster.registry.command.NodeCommands.Taker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A node's open question, and whether somebody is answering it right now. */
final class WaitingNode {

  private final Taker taker;
  private final long untilNanos;
  private final CompletableFuture<List<Command>> answer = new CompletableFuture<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  WaitingNode(Taker taker) {
    this.taker = taker;
    this.untilNanos = System.nanoTime() + taker.patience().toNanos();
  }

  Taker taker() {
    return taker;
  }

  /** Done when it was answered, or when nobody waits any more. */
  CompletableFuture<List<Command>> answer() {
    return answer;
  }

  void answer(List<Command> commands) {
    answer.complete(commands);
  }

  void fail(RuntimeException failure) {
    answer.completeExceptionally(failure);
  }

  /** Whether the caller may answer; false when another one is at it. */
  boolean begin() {
    return busy.compareAndSet(false, true);
  }

  void end() {
    busy.set(false);
  }

  /** Whether the time is over; while somebody answers, it is not. */
  boolean isOver() {
    return System.nanoTime() - untilNanos >= 0 && !busy.get();
  }
}
