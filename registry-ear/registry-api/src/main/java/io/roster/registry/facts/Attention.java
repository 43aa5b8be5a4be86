/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import java.util.List;

/**
 * Something that an operator should look at.
 *
 * @param count of how many things it is so
 * @param examples some of their ids
 */
public record Attention(Matter matter, long count, List<String> examples) {

  /** What is the matter, the gravest first. */
  public enum Matter {
    NO_LEADER(Weight.GRAVE),
    ARTIFACTS_WITHOUT_SOURCE(Weight.GRAVE),
    WORKERS_SILENT(Weight.GRAVE),
    COORDINATOR_BEHIND(Weight.GRAVE),
    ARTIFACTS_WITH_ONE_HOLDER(Weight.WORTH_A_LOOK),
    WORKERS_STALE(Weight.WORTH_A_LOOK),
    TRANSPORTS_WAITING_LONG(Weight.WORTH_A_LOOK),
    COMMANDS_FAILED(Weight.WORTH_A_LOOK),
    COMMANDS_OVERDUE(Weight.WORTH_A_LOOK),
    WORKERS_DRAINING(Weight.GOOD_TO_KNOW),
    WORKERS_GONE_LATELY(Weight.GOOD_TO_KNOW);

    private final Weight weight;

    Matter(Weight weight) {
      this.weight = weight;
    }

    public Weight weight() {
      return weight;
    }
  }

  /** How much it matters. */
  public enum Weight {
    GRAVE,
    WORTH_A_LOOK,
    GOOD_TO_KNOW
  }

  public Attention {
    examples = List.copyOf(examples);
  }
}
