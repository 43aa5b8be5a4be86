/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * The wish to fetch an artifact from one of its replicas.
 *
 * @param requestId the caller's name for it, which makes a repetition harmless
 * @param viewId empty for the canonical bytes
 * @param patience how long to wait for a source; zero or less makes one attempt
 * @param group what it is part of, if anything
 */
public record TransportRequest(
    String requestId,
    String artifactId,
    String viewId,
    Requester requester,
    Duration patience,
    Optional<TransportGroup> group) {

  /**
   * Who asks.
   *
   * @param nodeId as it says it, perhaps empty, like the rest
   * @param port unsigned 32 bit
   */
  public record Requester(String nodeId, String address, long port, String workerId) {}
}
