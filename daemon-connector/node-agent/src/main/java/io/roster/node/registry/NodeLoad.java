/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/**
 * How much a node can take at the moment.
 *
 * @param totalBytes the memory for artifacts
 * @param availableBytes what is free of it
 * @param accepting whether it takes new requests
 */
public record NodeLoad(long totalBytes, long availableBytes, boolean accepting) {}
