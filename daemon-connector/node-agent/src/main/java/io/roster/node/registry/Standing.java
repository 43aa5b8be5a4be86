/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * As what the registry knows this node, and how far the two have agreed.
 *
 * @param registration the how manieth registration of this process it is
 * @param generation the generation of its reconcile requests
 * @param requestSeq the last of them that was answered
 * @param stateVersion the version of the state that was agreed on
 * @param agreedAt when the inventory was agreed on last under this registration
 */
public record Standing(
    long registration,
    String workerId,
    long generation,
    long requestSeq,
    long stateVersion,
    Optional<Instant> agreedAt) {}
