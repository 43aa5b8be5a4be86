/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command;

import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Names;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which commands to list, the newest first.
 *
 * @param states empty for all
 * @param kinds empty for all
 * @param target whom they are about
 * @param worker whose node carries them out, or whom they are about
 * @param after the last one of the page before
 * @param pageSize at most {@link #MOST}
 */
public record CommandQuery(
    Set<CommandState> states,
    Set<CommandKind> kinds,
    Optional<String> target,
    Optional<String> worker,
    Optional<Place> after,
    int pageSize) {

  public static final int MOST = 500;
  public static final int USUAL = 100;

  /** The place of a command in the list. */
  public record Place(Instant createdAt, UUID id) {}

  public CommandQuery {
    states = Set.copyOf(states);
    kinds = Set.copyOf(kinds);
    target.ifPresent(name -> Names.requireSound("target", name));
    worker.ifPresent(name -> Names.requireSound("worker_id", name));
    if (pageSize < 1 || pageSize > MOST) {
      throw new InvalidRequest("page_size", "must be from 1 to " + MOST);
    }
  }

  /** The newest commands of all. */
  public static CommandQuery newest(int pageSize) {
    return new CommandQuery(
        Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), pageSize);
  }
}
