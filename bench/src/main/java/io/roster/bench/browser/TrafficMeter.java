/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

/** Counts the traffic of one page. */
final class TrafficMeter {

  private Traffic traffic = Traffic.NONE;

  synchronized void received(long length) {
    traffic = traffic.plus(new Traffic(1, length, 0, 0));
  }

  synchronized void sent(long length) {
    traffic = traffic.plus(new Traffic(0, 0, 1, length));
  }

  synchronized Traffic total() {
    return traffic;
  }
}
