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

  private static final int SHOWN = 3;

  public Effect {
    examples = List.copyOf(examples);
  }

  /** What a person is told, without a full stop. */
  public String sentence() {
    String shown = String.join(", ", examples.subList(0, Math.min(SHOWN, examples.size())));
    String more = examples.size() > SHOWN || count > examples.size() ? ", …" : "";
    return words() + (shown.isEmpty() ? "" : ": " + shown + more);
  }

  private String words() {
    return switch (what) {
      case LAST_COPIES_LOST ->
          many("artifact loses its last copy", "artifacts lose their last copy");
      case REPLICAS_UNAVAILABLE ->
          many("replica becomes unavailable", "replicas become unavailable");
      case REPLICAS_REMOVED -> many("replica is removed", "replicas are removed");
      case TRANSPORTS_ENDED -> many("transport ends now", "transports end now");
      case TRANSPORTS_FINISH ->
          many("transport goes on to its end", "transports go on to their end");
      case KEYS_REPOINTED ->
          many("key stands for another artifact", "keys stand for another artifact");
      case KEYS_REMOVED -> many("key is removed", "keys are removed");
      case KEYS_DANGLING ->
          many("key stands for what nobody offers", "keys stand for what nobody offers");
      case LEASES_RELEASED -> many("lease is released", "leases are released");
      case INSTANCES_AFFECTED -> many("instance beside it", "instances beside it");
      case COMMANDS_WAITING ->
          many("command to it is not finished", "commands to it are not finished");
      case SINGLETONS_MOVE -> "The singletons move to another coordinator";
    };
  }

  private String many(String one, String several) {
    return count == 1 ? "1 " + one : count + " " + several;
  }
}
