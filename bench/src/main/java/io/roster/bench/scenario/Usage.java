/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.scenario;

import io.roster.bench.product.Coordinator;
import java.time.Duration;

/** The processor time that a coordinator and its database take from a moment on. */
final class Usage {

  private final Coordinator coordinator;
  private final long begun = System.nanoTime();
  private final Duration ofCoordinator;
  private final Duration ofDatabase;

  /** Processors that were busy all the time, in effect. */
  record Cores(double coordinator, double database) {}

  private Usage(Coordinator coordinator) {
    this.coordinator = coordinator;
    this.ofCoordinator = coordinator.processorTime();
    this.ofDatabase = coordinator.databaseProcessorTime();
  }

  static Usage begin(Coordinator coordinator) {
    return new Usage(coordinator);
  }

  Cores end() {
    double time = System.nanoTime() - begun;
    return new Cores(
        coordinator.processorTime().minus(ofCoordinator).toNanos() / time,
        coordinator.databaseProcessorTime().minus(ofDatabase).toNanos() / time);
  }
}
