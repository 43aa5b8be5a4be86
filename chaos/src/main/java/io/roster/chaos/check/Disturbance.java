/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

/** A time during which the site need not be on time, in microseconds since 1970. */
public record Disturbance(String fault, long from, long until) {

  boolean touches(long begin, long end) {
    return from <= end && begin <= until;
  }
}
