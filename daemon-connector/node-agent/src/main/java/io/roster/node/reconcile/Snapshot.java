/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.reconcile;

import io.roster.node.inventory.HeldReplica;
import io.roster.node.inventory.ReplicaPlace;
import io.roster.wire.common.v1.ReplicaInfo;
import java.util.Map;

/**
 * The inventory at one moment.
 *
 * @param replicas what is held
 * @param entries the same on the wire
 */
record Snapshot(Map<ReplicaPlace, HeldReplica> replicas, Iterable<ReplicaInfo> entries) {}
