/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key;

import java.util.Optional;

/** What became of a wish about a key. */
public sealed interface KeyOutcome {

  /** The key stands for what was wished. */
  record Mapped(KeyMapping mapping) implements KeyOutcome {}

  /**
   * The key is not as was expected, and nothing was changed.
   *
   * @param current what it is; empty when there is no such key
   */
  record Refused(Optional<KeyMapping> current) implements KeyOutcome {}
}
