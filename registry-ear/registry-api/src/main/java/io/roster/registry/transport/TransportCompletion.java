/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import java.util.UUID;

/**
 * The word that a transport is over.
 *
 * @param detail for people, perhaps empty
 */
public record TransportCompletion(UUID transport, TransportOutcome outcome, String detail) {

  /** What became of it. */
  public enum Result {
    /** It is over, by this word or by an earlier one. */
    COMPLETED,
    NOT_FOUND
  }
}
