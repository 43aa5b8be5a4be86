/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.transfer;

import io.roster.node.inventory.Peer;

/** A transport that the registry permits: from where, and under which id it is to be completed. */
record Permit(String transportId, Peer source, long sizeBytes) {}
