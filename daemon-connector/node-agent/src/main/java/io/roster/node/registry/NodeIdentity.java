/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/**
 * As what a node registers.
 *
 * @param nodeId the name of the host in the fleet
 * @param daemonId the stable identity of its daemon
 * @param address where other nodes reach it
 * @param grpcPort its gRPC port there
 * @param p2pPort the port there that serves artifacts
 */
public record NodeIdentity(
    String nodeId, String daemonId, String address, int grpcPort, int p2pPort) {}
