/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node;

import io.roster.node.registry.LinkStatus;
import io.roster.node.registry.NodeIdentity;

/**
 * How the node is doing, for people and probes.
 *
 * @param identity as what it registers
 * @param link how it stands with the registry
 * @param events what happened in its daemon
 */
public record NodeReport(
    NodeIdentity identity, LinkStatus link, DaemonEventCounters.Counts events) {}
