/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * What a heartbeat tells.
 *
 * @param stateVersion the version of the worker's state that was agreed on last
 * @param lastSync when that was
 */
record Beat(
    NodeLoad load, InventoryReport inventory, long stateVersion, Optional<Instant> lastSync) {}
