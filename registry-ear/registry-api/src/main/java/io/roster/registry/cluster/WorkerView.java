/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import java.time.Instant;

/**
 * A worker as it is listed.
 *
 * @param lastHeartbeat when it was last heard, by the database's clock
 */
public record WorkerView(
    WorkerId worker,
    String daemonId,
    String nodeId,
    String nodeAddress,
    int grpcPort,
    int p2pPort,
    long poolTotalBytes,
    long poolAvailableBytes,
    boolean accepting,
    long capabilityFlags,
    long stateVersion,
    Instant registeredAt,
    Instant lastHeartbeat,
    ConnectionState state) {}
