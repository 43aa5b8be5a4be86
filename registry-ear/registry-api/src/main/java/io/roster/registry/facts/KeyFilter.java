/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.key.KeyMapping;
import io.roster.registry.platform.Names;
import java.util.Optional;
import java.util.Set;

/**
 * Which keys to list.
 *
 * @param prefix how the key begins
 * @param artifactId that stand for this artifact
 * @param kinds any of these; all when empty
 */
public record KeyFilter(
    Optional<String> prefix, Optional<String> artifactId, Set<KeyMapping.Kind> kinds) {

  public KeyFilter {
    prefix.ifPresent(beginning -> Names.requireSound("q", beginning));
    artifactId.ifPresent(name -> Names.requireSound("artifact_id", name));
    kinds = Set.copyOf(kinds);
  }

  public static KeyFilter all() {
    return new KeyFilter(Optional.empty(), Optional.empty(), Set.of());
  }
}
