/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.model;

import io.roster.registry.replica.MemoryType;
import io.roster.registry.replica.ReplicaPlace;

/**
 * By what an entry of an inventory and a replica are the same: the place without its address, which
 * may change.
 */
record HeldKey(
    String artifactId, String viewId, String nodeId, MemoryType memoryType, long deviceId) {

  static HeldKey of(ReplicaPlace place) {
    return new HeldKey(
        place.artifactId(), place.viewId(), place.nodeId(), place.memoryType(), place.deviceId());
  }
}
