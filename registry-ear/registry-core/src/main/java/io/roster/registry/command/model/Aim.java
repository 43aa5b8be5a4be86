/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.model;

import io.roster.registry.cluster.WorkerId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a command turns out to be about, once its target is locked.
 *
 * @param subjects whose journal entries are changes of the target
 * @param worker whose node carries it out
 * @param parameters the order's, and what the node needs to know besides
 * @param seen what must move on for the command to be done
 */
public record Aim(
    Set<String> subjects, Optional<WorkerId> worker, Map<String, String> parameters, Seen seen) {

  public Aim {
    subjects = Set.copyOf(subjects);
    parameters = Map.copyOf(parameters);
  }

  /**
   * Counters as they stood at the request.
   *
   * @param generation of the worker's reconcile cursor
   * @param requestSeq of the worker's reconcile cursor
   * @param epoch of the leadership
   */
  public record Seen(long generation, long requestSeq, long epoch) {

    /** Nothing has to move on. */
    public static final Seen NOTHING = new Seen(0, 0, 0);
  }

  /** A command that the registry carries out about one subject. */
  public static Aim at(String subject, Map<String, String> parameters) {
    return new Aim(Set.of(subject), Optional.empty(), parameters, Seen.NOTHING);
  }
}
