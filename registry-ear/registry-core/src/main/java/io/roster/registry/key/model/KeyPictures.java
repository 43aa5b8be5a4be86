/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.model;

import io.roster.registry.key.KeyMapping;
import java.util.function.Consumer;

/** Reads keys as they are committed; {@code DatabaseAway} when the database does not answer. */
public interface KeyPictures {

  /** Every key, one after the other, since there may be many. */
  void each(Consumer<KeyMapping> reader);
}
