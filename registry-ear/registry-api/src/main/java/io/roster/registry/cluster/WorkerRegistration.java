/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import java.util.Optional;

/**
 * What a daemon says of itself when it registers.
 *
 * @param daemonId its stable identity
 * @param nodeId the host it runs on
 * @param nodeAddress where other nodes reach it
 * @param grpcPort its gRPC port
 * @param p2pPort its transfer port
 * @param poolTotalBytes the memory it manages
 * @param poolAvailableBytes how much of that is free
 * @param capabilityFlags one bit per capability
 * @param recovery present when it was registered before and lost its place
 */
public record WorkerRegistration(
    String daemonId,
    String nodeId,
    String nodeAddress,
    long grpcPort,
    long p2pPort,
    long poolTotalBytes,
    long poolAvailableBytes,
    long capabilityFlags,
    Optional<Recovery> recovery) {

  /**
   * A registration after a loss.
   *
   * @param previousWorker the worker it was, when it still knows
   */
  public record Recovery(Optional<WorkerId> previousWorker) {}
}
