/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

/**
 * Actions that arrive at a constant rate, whether or not the ones before have been answered.
 *
 * @param name how it is called in the figures
 * @param perSecond its rate
 * @param arrival what each arrival does
 */
public record Stream(String name, double perSecond, Arrival arrival) {

  /** What an arrival does. */
  @FunctionalInterface
  public interface Arrival {

    /**
     * Begins it and returns at once.
     *
     * @param number how many came before
     */
    void arrive(long number, Completion completion);
  }
}
