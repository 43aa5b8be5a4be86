/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import io.roster.chaos.history.Operation;
import io.roster.chaos.history.Outcome;
import java.util.List;

/** A key as a register that is compared and swapped. */
final class KeyModel implements Model<KeyModel.Key> {

  static final String ABSENT = "";

  /**
   * What a key stands for.
   *
   * @param artifact empty when there is no such key
   */
  record Key(String artifact, long generation) {}

  private static final Key NONE = new Key(ABSENT, 0);

  @Override
  public Key initial() {
    return NONE;
  }

  @Override
  public List<Key> after(Key key, Operation operation) {
    return switch (operation.action()) {
      case "read" -> told(key, operation) ? List.of(key) : List.of();
      case "swap" -> swapped(key, operation);
      case "revoke" -> revoked(key, operation);
      default -> throw new IllegalArgumentException(operation.action());
    };
  }

  private static boolean told(Key key, Operation operation) {
    return operation.outcome() == Outcome.UNKNOWN
        || key.equals(
            new Key(operation.answer("artifact"), operation.answeredNumber("generation")));
  }

  private static List<Key> swapped(Key key, Operation operation) {
    boolean wanted = isAsExpected(key, operation);
    Key after = wanted ? swapped(key, operation.ask("artifact")) : key;
    if (operation.outcome() == Outcome.UNKNOWN) {
      return List.of(after);
    }
    boolean answeredSwapped = operation.answer("swapped").equals("true");
    return answeredSwapped == wanted && told(after, operation) ? List.of(after) : List.of();
  }

  private static boolean isAsExpected(Key key, Operation operation) {
    String expected = operation.asked().getOrDefault("expected", "");
    if (expected.isEmpty()) {
      return true;
    }
    return !key.artifact.equals(ABSENT) && key.generation == Long.parseLong(expected);
  }

  private static Key swapped(Key key, String artifact) {
    if (key.artifact.equals(ABSENT)) {
      return new Key(artifact, 0);
    }
    return key.artifact.equals(artifact) ? key : new Key(artifact, key.generation + 1);
  }

  private static List<Key> revoked(Key key, Operation operation) {
    if (operation.outcome() == Outcome.UNKNOWN) {
      return List.of(NONE);
    }
    boolean wasThere = !key.artifact.equals(ABSENT);
    return operation.answer("found").equals(String.valueOf(wasThere)) ? List.of(NONE) : List.of();
  }
}
