/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.util.List;

/** One place for a replica of one artifact: it is there under an id, or it is not. */
final class ReplicaModel implements Model<String> {

  private static final String ABSENT = "";

  /** There, but nobody was told its id yet. */
  private static final String UNTOLD = "?";

  @Override
  public String initial() {
    return ABSENT;
  }

  @Override
  public List<String> after(String held, Operation operation) {
    return switch (operation.action()) {
      case "register" -> registered(held, operation);
      case "unregister" -> unregistered(held, operation);
      case "read" -> read(held, operation);
      default -> throw new IllegalArgumentException(operation.action());
    };
  }

  private static List<String> registered(String held, Operation operation) {
    if (operation.outcome() == Outcome.UNKNOWN) {
      return List.of(held.equals(ABSENT) ? UNTOLD : held);
    }
    String id = operation.answer("replica");
    boolean sameOrNew = held.equals(ABSENT) || held.equals(UNTOLD) || held.equals(id);
    return sameOrNew ? List.of(id) : List.of();
  }

  private static List<String> unregistered(String held, Operation operation) {
    boolean mayBeMeant = held.equals(operation.ask("replica")) || held.equals(UNTOLD);
    if (operation.outcome() == Outcome.UNKNOWN) {
      return mayBeMeant ? List.of(ABSENT) : List.of();
    }
    if (operation.answer("found").equals("true")) {
      return mayBeMeant ? List.of(ABSENT) : List.of();
    }
    return held.equals(operation.ask("replica")) ? List.of() : List.of(held);
  }

  private static List<String> read(String held, Operation operation) {
    if (operation.outcome() == Outcome.UNKNOWN) {
      return List.of();
    }
    String id = operation.answer("replica");
    boolean possible = held.equals(id) || (held.equals(UNTOLD) && !id.equals(ABSENT));
    return possible ? List.of(id) : List.of();
  }
}
