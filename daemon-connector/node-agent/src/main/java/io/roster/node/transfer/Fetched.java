/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.transfer;

import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.Peer;
import java.util.Optional;

/**
 * A replica that is here now.
 *
 * @param source from where it came; empty if it was here before
 */
public record Fetched(HeldReplica replica, Optional<Peer> source) {}
