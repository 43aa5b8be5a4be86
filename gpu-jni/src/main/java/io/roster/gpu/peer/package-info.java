/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Artifacts from node to node. A {@link io.roster.gpu.peer.PeerServer} gives away what the engine
 * holds, a {@link io.roster.gpu.peer.PeerClient} fetches into it; {@code docs/peer-protocol.md}
 * says what goes over the wire between them.
 */
@NullMarked
package io.roster.gpu.peer;

import org.jspecify.annotations.NullMarked;
