/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import io.roster.registry.platform.Actor;

/** The door to everything about keys. Safe for use by many threads. */
public interface KeyService {

  /**
   * Fixes a key to an artifact; one that stands for the same artifact already gets the new
   * recommendations. Refused when it stands for another one.
   *
   * @throws io.roster.registry.platform.InvalidRequest when something is missing or no name
   * @throws TargetNotReady when the key is new and the artifact's index is not fully known
   */
  KeyOutcome upsert(KeyUpsert wish, Actor actor);

  /**
   * Lets a key stand for another artifact, when it is as expected. Of those who expect the same
   * generation one wins, whichever coordinators they ask.
   *
   * @throws io.roster.registry.platform.InvalidRequest when something is missing or no name
   * @throws TargetNotReady when the artifact's index is not fully known
   */
  KeyOutcome swap(KeySwap wish, Actor actor);

  /** Removes a key; returns whether there was one. */
  boolean revoke(String key, Actor actor);

  /** Answers from memory; to be asked for once and kept. */
  KeyLookup lookup();
}
