/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.node.metrics.AgentMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The time in which no coordinator answers, until registry and node agree again. */
final class Outage {

  private final Clock clock;
  private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();

  Outage(Clock clock) {
    this.clock = clock;
  }

  void begins() {
    if (since.compareAndSet(null, clock.instant())) {
      AgentMetrics.OUTAGE.set(1);
    }
  }

  boolean isOn() {
    return since.get() != null;
  }

  void ends() {
    Instant began = since.getAndSet(null);
    if (began != null) {
      AgentMetrics.OUTAGE.set(0);
      AgentMetrics.RECONNECT.observe((double) Duration.between(began, clock.instant()).toMillis());
    }
  }
}
