/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.inventory;

import jakarta.resource.ResourceException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The bytes that the GPU daemon holds. For all threads. */
public interface Artifacts {

  /** Takes an artifact in. The stream stays open. */
  HeldReplica put(NewArtifact artifact, InputStream bytes) throws ResourceException;

  /** Opens the copy that is fastest to read; empty if no memory holds the artifact. */
  Optional<OpenArtifact> open(String artifactId) throws ResourceException;

  /** Copies an artifact that is held here into another memory. */
  HeldReplica load(String artifactId, Target target) throws ResourceException;

  /**
   * Gets an artifact from another node, verified.
   *
   * @param sizeBytes what the registry says of its length
   */
  HeldReplica fetch(String artifactId, long sizeBytes, List<Peer> sources, Target target)
      throws ResourceException;

  HeldReplica pin(ReplicaPlace place) throws ResourceException;

  HeldReplica unpin(ReplicaPlace place) throws ResourceException;

  /** The SHA-256 of an artifact's bytes, 64 hexadecimal digits in lower case. */
  String sha256(String artifactId) throws ResourceException;

  List<MemoryState> memories() throws ResourceException;
}
