/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.schedule;

/**
 * Something that is done to a site.
 *
 * @param target which coordinator; means nothing to faults of the database
 * @param at when it begins, in milliseconds after the clients
 * @param lasts for how long, in milliseconds
 */
public record Fault(FaultKind kind, Target target, long at, long lasts) {

  /** A coordinator, by its role at that time or by its number. */
  public enum Target {
    LEADER,
    FIRST,
    SECOND,
    THIRD
  }

  @Override
  public String toString() {
    return kind + "(" + target + ")@" + at + "+" + lasts;
  }
}
