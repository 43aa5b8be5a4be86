/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.replica.ReplicaView;
import java.util.UUID;

/**
 * The replica that serves a transport, as it was when the transport began.
 *
 * @param memorySize in bytes, unsigned
 */
public record Source(
    UUID replica, WorkerId worker, String nodeId, String address, long port, long memorySize) {

  public static Source of(ReplicaView replica) {
    return new Source(
        replica.id(),
        replica.worker(),
        replica.place().nodeId(),
        replica.place().nodeAddress(),
        replica.place().nodePort(),
        replica.memorySize());
  }
}
