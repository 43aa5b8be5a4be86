/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import java.util.Optional;

/** Looks keys up in memory. Never waits, and may be called from any thread. */
public interface KeyLookup {

  Optional<ResolvedKey> resolve(String key);
}
