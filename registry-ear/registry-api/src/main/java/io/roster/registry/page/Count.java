/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.page;

/**
 * How many there are, counted no further than {@link #MOST}.
 *
 * @param atLeast so many, exactly unless capped
 * @param capped whether there are more
 */
public record Count(long atLeast, boolean capped) {

  public static final long MOST = 10_000;

  /**
   * @param counted counted to one more than {@link #MOST} at least
   */
  public static Count of(long counted) {
    return new Count(Math.min(counted, MOST), counted > MOST);
  }
}
