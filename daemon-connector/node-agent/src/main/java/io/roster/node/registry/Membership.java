/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The node's {@link Standing}, which its loops share. An answer to what was asked under an earlier
 * registration, or to a request that is older than the last one answered, changes nothing.
 */
public final class Membership {

  private volatile Optional<Standing> standing = Optional.empty();
  private final AtomicBoolean renewal = new AtomicBoolean();

  public Optional<Standing> standing() {
    return standing;
  }

  /** The worker as which the node is registered. */
  public Optional<String> workerId() {
    return standing.map(Standing::workerId);
  }

  synchronized void joined(Registered registered) {
    renewal.set(false);
    standing =
        Optional.of(
            new Standing(
                standing.map(Standing::registration).orElse(0L) + 1,
                registered.workerId(),
                Math.max(1, registered.generation()),
                0,
                registered.stateVersion(),
                Optional.empty()));
  }

  /** A reconcile was answered, without agreement. */
  public void answered(Standing asked, long requestSeq, long stateVersion) {
    advance(asked, requestSeq, stateVersion, Standing::agreedAt);
  }

  /** A reconcile was answered, and the inventory that it carried is what the registry knows now. */
  public void agreed(Standing asked, long requestSeq, long stateVersion, Instant at) {
    advance(asked, requestSeq, stateVersion, now -> Optional.of(at));
  }

  /** Asks for another registration: the registry's cursor and ours cannot meet otherwise. */
  public void renew() {
    renewal.set(true);
  }

  /** Whether another registration was asked for and has not happened yet. */
  public boolean renewalWanted() {
    return renewal.get();
  }

  private void advance(
      Standing asked,
      long requestSeq,
      long stateVersion,
      Function<Standing, Optional<Instant>> agreedAt) {
    change(
        now ->
            now.registration() != asked.registration() || requestSeq <= now.requestSeq()
                ? now
                : new Standing(
                    now.registration(),
                    now.workerId(),
                    now.generation(),
                    requestSeq,
                    stateVersion,
                    agreedAt.apply(now)));
  }

  private synchronized void change(UnaryOperator<Standing> step) {
    standing = standing.map(step);
  }
}
