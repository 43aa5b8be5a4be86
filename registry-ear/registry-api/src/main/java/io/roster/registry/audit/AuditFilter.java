/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which records to list.
 *
 * @param actor who
 * @param actions any of these; all when empty
 * @param target on what
 * @param results any of these; all when empty
 * @param from not before
 * @param to before
 */
public record AuditFilter(
    Optional<String> actor,
    Set<String> actions,
    Optional<String> target,
    Set<AuditResult> results,
    Optional<Instant> from,
    Optional<Instant> to) {

  public AuditFilter {
    actor.ifPresent(name -> Names.requireSound("actor", name));
    target.ifPresent(name -> Names.requireSound("target", name));
    actions = Set.copyOf(actions);
    actions.forEach(name -> Names.requireSound("action", name));
    results = Set.copyOf(results);
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new InvalidRequest("from", "must be before to");
    }
  }

  public static AuditFilter all() {
    return new AuditFilter(
        Optional.empty(), Set.of(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());
  }
}
