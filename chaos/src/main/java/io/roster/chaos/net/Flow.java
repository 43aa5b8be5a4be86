/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.net;

/**
 * How one direction of a link carries bytes.
 *
 * @param stalled nothing passes, and nothing is lost
 * @param delayMillis how much later each piece arrives
 * @param bytesPerSecond 0 sets no limit
 */
public record Flow(boolean stalled, long delayMillis, long bytesPerSecond) {

  public static final Flow OPEN = new Flow(false, 0, 0);
  public static final Flow STALLED = new Flow(true, 0, 0);

  public static Flow slow(long delayMillis, long bytesPerSecond) {
    return new Flow(false, delayMillis, bytesPerSecond);
  }
}
