/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of the journal to list.
 *
 * @param kinds how the kind begins, any of these; all when empty
 * @param subjects about any of these; all when empty
 * @param actor who caused it
 * @param from not before
 * @param to before
 */
public record EventFilter(
    List<String> kinds,
    Set<String> subjects,
    Optional<String> actor,
    Optional<Instant> from,
    Optional<Instant> to) {

  private static final int MOST = 64;

  public EventFilter {
    kinds = List.copyOf(kinds);
    subjects = Set.copyOf(subjects);
    if (kinds.size() > MOST) {
      throw new InvalidRequest("kinds", "has more than " + MOST + " entries");
    }
    if (subjects.size() > MOST) {
      throw new InvalidRequest("subjects", "has more than " + MOST + " entries");
    }
    kinds.forEach(kind -> Names.require("kinds", kind));
    subjects.forEach(subject -> Names.require("subjects", subject));
    actor.ifPresent(name -> Names.require("actor", name));
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new InvalidRequest("from", "must be before to");
    }
  }

  public static EventFilter all() {
    return about(Set.of());
  }

  public static EventFilter about(Set<String> subjects) {
    return new EventFilter(
        List.of(), subjects, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
