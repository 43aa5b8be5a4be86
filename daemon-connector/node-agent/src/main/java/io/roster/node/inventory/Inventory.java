/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

import jakarta.resource.ResourceException;
import java.util.List;
import java.util.Optional;

/** What the node's loops need of the GPU daemon. For all threads. */
public interface Inventory {

  /** All replicas that can be read now. */
  List<HeldReplica> held() throws ResourceException;

  /** One of them. */
  Optional<HeldReplica> find(ReplicaPlace place) throws ResourceException;

  /** The canonical index of an artifact that is held; empty when it is gone or has none. */
  Optional<byte[]> index(String artifactId) throws ResourceException;

  /** Gives a replica up; one that is gone already is no failure. */
  void unload(ReplicaPlace place) throws ResourceException;
}
