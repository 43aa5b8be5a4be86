/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance;

import io.roster.registry.cluster.ConnectionState;
import java.time.Instant;
import java.util.Map;

/**
 * An instance as it is listed.
 *
 * @param workerId the worker that it belongs to; empty when its daemon has none
 * @param lastHeartbeat when it was last heard, by the database's clock
 */
public record InstanceView(
    String instanceId,
    String daemonId,
    String workerId,
    String engine,
    String signalsEndpoint,
    Map<String, String> labels,
    long capabilityFlags,
    String executionEndpoint,
    String executionHostKind,
    Instant lastHeartbeat,
    ConnectionState state) {

  public InstanceView {
    labels = Map.copyOf(labels);
  }

  /** The same, as it was heard later. */
  public InstanceView heard(
      String worker, long capabilities, Instant time, ConnectionState stateThen) {
    return new InstanceView(
        instanceId,
        daemonId,
        worker,
        engine,
        signalsEndpoint,
        labels,
        capabilities,
        executionEndpoint,
        executionHostKind,
        time,
        stateThen);
  }
}
