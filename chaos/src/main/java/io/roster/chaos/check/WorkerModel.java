/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/** A worker's record: its generations, and the cursor and version of its reconciles. */
final class WorkerModel implements Model<WorkerModel.Kept> {

  /** What is on record. */
  record Kept(boolean active, long generation, long sequence, long version) {

    Kept registered() {
      boolean keepsVersion = active && version > 0;
      return new Kept(true, generation + 1, 0, keepsVersion ? version : 1);
    }

    Kept gone() {
      return new Kept(false, generation, sequence, version);
    }

    Kept reconciled(long newVersion) {
      return new Kept(active, generation, sequence + 1, newVersion);
    }
  }

  @Override
  public Kept initial() {
    return new Kept(false, 0, 0, 0);
  }

  @Override
  public List<Kept> after(Kept record, Operation operation) {
    boolean unknown = operation.outcome() == Outcome.UNKNOWN;
    return switch (operation.action()) {
      case "register" -> unknown ? List.of(record.registered()) : registered(record, operation);
      case "unregister" -> unregistered(record, operation);
      case "reconcile" ->
          unknown ? maybeReconciled(record, operation) : reconciled(record, operation);
      default -> throw new IllegalArgumentException(operation.action());
    };
  }

  private static List<Kept> registered(Kept record, Operation operation) {
    Kept after = record.registered();
    boolean told =
        after.generation == operation.answeredNumber("generation")
            && after.version == operation.answeredNumber("version");
    return told ? List.of(after) : List.of();
  }

  private static List<Kept> unregistered(Kept record, Operation operation) {
    if (operation.outcome() == Outcome.UNKNOWN) {
      return List.of(record.gone());
    }
    boolean told = operation.answer("found").equals(String.valueOf(record.active));
    return told ? List.of(record.gone()) : List.of();
  }

  private static boolean isNext(Kept record, Operation operation) {
    return record.active
        && operation.askedNumber("generation") == record.generation
        && operation.askedNumber("sequence") == record.sequence + 1;
  }

  private static List<Kept> maybeReconciled(Kept record, Operation operation) {
    return isNext(record, operation)
        ? List.of(record.reconciled(record.version), record.reconciled(record.version + 1))
        : List.of();
  }

  private static List<Kept> reconciled(Kept record, Operation operation) {
    String result = operation.answer("result");
    if (result.equals("GONE")) {
      return record.active ? List.of() : List.of(record);
    }
    if (!record.active) {
      return List.of();
    }
    long version = operation.answeredNumber("version");
    long generation = operation.askedNumber("generation");
    long sequence = operation.askedNumber("sequence");
    List<Kept> after = new ArrayList<>();
    switch (result) {
      case "APPLIED" -> {
        if (isNext(record, operation) && version == record.version + 1) {
          after.add(record.reconciled(version));
        }
      }
      case "NOOP" -> {
        if (isNext(record, operation) && version == record.version) {
          after.add(record.reconciled(version));
        }
        if (generation == record.generation && sequence == record.sequence) {
          after.add(record);
        }
      }
      case "STALE" -> {
        if (generation < record.generation
            || (generation == record.generation && sequence < record.sequence)) {
          after.add(record);
        }
      }
      case "REBASE" -> {
        if (generation > record.generation) {
          after.add(record);
        }
      }
      default -> after.add(record);
    }
    return after;
  }
}
