/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import java.util.OptionalLong;

/** What became of waiting for a replica's transports to end. */
public sealed interface Drain {

  /** It serves nobody. */
  record Drained() implements Drain {}

  /**
   * It still serves.
   *
   * @param currentRequests how many transports
   * @param oldestTransportAgeMillis how long the oldest of them runs, when that is known
   */
  record Busy(long currentRequests, OptionalLong oldestTransportAgeMillis) implements Drain {}

  /** There is no such replica, or no more. */
  record Unknown() implements Drain {}
}
