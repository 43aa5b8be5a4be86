/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.registry.facts.Overview;
import java.time.Instant;

/** Some figures of the fleet at one moment, kept for drawing how they went. */
public record Sample(
    Instant at, long workers, long replicas, long transports, long waiting, long revision) {

  static Sample of(Overview overview, Instant at) {
    return new Sample(
        at,
        overview.workers().values().stream().mapToLong(Long::longValue).sum(),
        overview.replicas().stream().mapToLong(copies -> copies.replicas()).sum(),
        overview.transportsActive(),
        overview.transportsWaiting(),
        overview.asOf().revision());
  }
}
