/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import java.util.OptionalLong;
import java.util.UUID;

/** Knows the transports under way. */
public interface OldestTransport {

  /** How long the oldest one from this replica runs; empty when there is none. */
  OptionalLong ageMillis(UUID replica);
}
