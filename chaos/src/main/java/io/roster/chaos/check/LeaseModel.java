/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The lease of a shard: one holder at a time, until it ends by the database's clock. When nobody
 * was told its end, it lies between two bounds.
 */
final class LeaseModel implements Model<LeaseModel.Lease> {

  private static final String NOBODY = "";
  private static final String UNTOLD = "?";

  /** The database's clock is this machine's, but it is read at another moment. */
  private static final long SLACK_MICROS = 5_000;

  /**
   * Who holds it.
   *
   * @param earliest before this it has not ended
   * @param latest after this it has
   */
  record Lease(String holder, String token, long generation, long earliest, long latest) {

    boolean mayRun(Operation now) {
      return !holder.equals(NOBODY) && latest > now.invoked() - SLACK_MICROS;
    }

    boolean mayBeOver(Operation now) {
      return holder.equals(NOBODY)
          || now.outcome() == Outcome.UNKNOWN
          || earliest < now.completed() + SLACK_MICROS;
    }

    boolean isKnownBy(String other) {
      return token.equals(other);
    }

    Lease until(long end) {
      return new Lease(holder, token, generation, end, end);
    }

    Lease untilAtLeast(long end) {
      return new Lease(holder, token, generation, Math.max(earliest, end), Long.MAX_VALUE);
    }

    Lease free() {
      return new Lease(NOBODY, NOBODY, generation, 0, 0);
    }
  }

  @Override
  public Lease initial() {
    return new Lease(NOBODY, NOBODY, 0, 0, 0);
  }

  @Override
  public List<Lease> after(Lease lease, Operation operation) {
    boolean unknown = operation.outcome() == Outcome.UNKNOWN;
    return switch (operation.action()) {
      case "acquire" -> unknown ? maybeAcquired(lease, operation) : acquired(lease, operation);
      case "keepalive" -> unknown ? maybeKept(lease, operation) : kept(lease, operation);
      case "release" -> unknown ? maybeReleased(lease, operation) : released(lease, operation);
      default -> throw new IllegalArgumentException(operation.action());
    };
  }

  private static long promised(Operation operation) {
    return operation.invoked() + operation.askedNumber("ttl_micros");
  }

  private static List<Lease> maybeAcquired(Lease lease, Operation operation) {
    String holder = operation.ask("holder");
    List<Lease> after = new ArrayList<>();
    if (lease.holder.equals(holder) && lease.mayRun(operation)) {
      after.add(lease.untilAtLeast(promised(operation)));
    }
    if (lease.mayBeOver(operation)) {
      after.add(
          new Lease(holder, UNTOLD, lease.generation + 1, promised(operation), Long.MAX_VALUE));
    }
    return after;
  }

  private static List<Lease> acquired(Lease lease, Operation operation) {
    String holder = operation.ask("holder");
    long generation = operation.answeredNumber("generation");
    if (operation.answer("acquired").equals("false")) {
      boolean heldByAnother =
          !lease.holder.equals(holder)
              && lease.mayRun(operation)
              && lease.holder.equals(operation.answer("holder"))
              && lease.generation == generation;
      return heldByAnother ? List.of(lease) : List.of();
    }
    String token = operation.answer("token");
    long end = operation.answeredNumber("expires");
    List<Lease> after = new ArrayList<>();
    boolean sameToken = lease.isKnownBy(token) || lease.isKnownBy(UNTOLD);
    if (lease.holder.equals(holder)
        && lease.generation == generation
        && sameToken
        && lease.mayRun(operation)) {
      after.add(new Lease(holder, token, generation, end, end));
    }
    if (lease.mayBeOver(operation) && generation == lease.generation + 1) {
      after.add(new Lease(holder, token, generation, end, end));
    }
    return after;
  }

  private static List<Lease> maybeKept(Lease lease, Operation operation) {
    return lease.isKnownBy(operation.ask("token"))
        ? List.of(lease.untilAtLeast(promised(operation)))
        : List.of();
  }

  private static List<Lease> kept(Lease lease, Operation operation) {
    boolean ours = lease.isKnownBy(operation.ask("token"));
    if (operation.answer("found").equals("true")) {
      return ours && lease.mayRun(operation)
          ? List.of(lease.until(operation.answeredNumber("expires")))
          : List.of();
    }
    return !ours || lease.mayBeOver(operation) ? List.of(lease) : List.of();
  }

  private static List<Lease> maybeReleased(Lease lease, Operation operation) {
    return lease.isKnownBy(operation.ask("token")) ? List.of(lease.free()) : List.of();
  }

  private static List<Lease> released(Lease lease, Operation operation) {
    boolean ours = lease.isKnownBy(operation.ask("token"));
    if (operation.answer("found").equals("true")) {
      return ours ? List.of(lease.free()) : List.of();
    }
    return ours ? List.of() : List.of(lease);
  }
}
