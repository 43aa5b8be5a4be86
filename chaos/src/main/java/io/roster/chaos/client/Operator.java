/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.grpc.StatusRuntimeException;
import io.roster.chaos.history.Clock;
import io.roster.v1.HandOverLeadershipRequest;
import io.roster.v1.Intent;
import io.roster.v1.OperatorServiceGrpc;
import java.time.Duration;
import java.util.List;

/** Somebody who steers the site. */
public final class Operator implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Way way;

  /**
   * @param ports of the coordinators
   */
  public Operator(List<Integer> ports) {
    this.way = Way.to(ports, 0);
  }

  /** Asks for another leader. Nobody is there to hear it when the site is away. */
  public void handOver() {
    try {
      var unused =
          way.call(
              OperatorServiceGrpc.getHandOverLeadershipMethod(),
              HandOverLeadershipRequest.newBuilder()
                  .setIntent(
                      Intent.newBuilder()
                          .setReason("the fault harness asked for it")
                          .setIdempotencyKey("chaos-" + Clock.micros()))
                  .build(),
              DEADLINE,
              0);
    } catch (StatusRuntimeException away) {
      // Then there is no hand-over, which is no fault.
      return;
    }
  }

  @Override
  public void close() {
    way.close();
  }
}
