/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.command.Danger;
import io.roster.registry.page.Moment;
import java.util.List;
import java.util.Optional;

/**
 * What a command would do, computed from what is committed.
 *
 * @param target a name that a person recognizes: the worker's id, the artifact of the replica
 * @param effects the gravest first; empty when nothing but the target is touched
 * @param typed what the operator must type before it may be sent; empty when nothing
 * @param obstacle why it would be refused or do nothing; empty when it would be done
 * @param asOf its revision is the expected one
 */
public record Foresight(
    String target,
    Danger danger,
    List<Effect> effects,
    Optional<String> typed,
    Optional<String> obstacle,
    Moment asOf) {

  public Foresight {
    effects = List.copyOf(effects);
  }
}
