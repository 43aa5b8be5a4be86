/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import java.util.List;

/**
 * One thing that an action would do.
 *
 * @param count to how many things
 * @param examples some of their ids
 */
public record Effect(What what, long count, List<String> examples) {

  /** What happens, the gravest first. */
  public enum What {
    /** Artifacts that nobody else offers: nobody gets them any more. */
    LAST_COPIES_LOST,
    REPLICAS_UNAVAILABLE,
    REPLICAS_REMOVED,
    TRANSPORTS_ENDED,
    /** They go on to their end. */
    TRANSPORTS_FINISH,
    KEYS_REPOINTED,
    KEYS_REMOVED,
    /** Keys that stand for what becomes unavailable. */
    KEYS_DANGLING,
    LEASES_RELEASED,
    INSTANCES_AFFECTED,
    /** Commands to the same target that are not finished. */
    COMMANDS_WAITING,
    SINGLETONS_MOVE
  }

  public Effect {
    examples = List.copyOf(examples);
  }
}
