/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.ContentMismatch;
import io.roster.gpu.InvalidIndex;
import io.roster.gpu.Multihash;
import io.roster.gpu.NewArtifact;
import io.roster.gpu.ReplicaWriter;
import io.roster.gpu.WrongLength;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An artifact that is being put together from the chunks of one or several sources. */
final class Assembly implements AutoCloseable {

  private final Description description;
  private final Multihash fingerprint;
  private final ReplicaWriter writer;
  private final ChunkLedger ledger;
  private final Set<PeerAddress> givers = ConcurrentHashMap.newKeySet();

  private Assembly(Description description, ReplicaWriter writer) {
    this.description = description;
    this.fingerprint = description.fingerprint();
    this.writer = writer;
    this.ledger = new ChunkLedger(description.chunks());
  }

  /** Takes the memory for what a peer has described, if that can be true. */
  static Assembly begin(
      FetchRequest request, PeerAddress peer, Description description, ArtifactTarget target) {
    NewArtifact artifact = request.wanted(artifact(request, peer, description));
    return new Assembly(description, target.create(artifact));
  }

  private static NewArtifact artifact(
      FetchRequest request, PeerAddress peer, Description description) {
    try {
      return NewArtifact.named(
          request.id(), ArtifactIndex.of(description.index()), description.chunks().sizeBytes());
    } catch (InvalidIndex | WrongLength | ContentMismatch e) {
      throw new PeerLied(peer, "describes what cannot be that artifact: " + e.getMessage());
    }
  }

  boolean isOf(Multihash other) {
    return fingerprint.equals(other);
  }

  ChunkLedger ledger() {
    return ledger;
  }

  /** Who gave any of it. */
  Set<PeerAddress> givers() {
    return new HashSet<>(givers);
  }

  /** Takes a chunk that was asked for from its line; returns how many bytes are there then. */
  long take(int chunk, PeerLine line) {
    int found = line.receive(chunk, writer);
    if (found != description.checksum(chunk)) {
      writer.discard(chunk);
      throw new PeerLied(line.peer(), "sent other bytes than it described, in chunk " + chunk);
    }
    givers.add(line.peer());
    return ledger.arrived(chunk);
  }

  int chunkCount() {
    return description.chunks().count();
  }

  long sizeBytes() {
    return description.chunks().sizeBytes();
  }

  ReplicaWriter writer() {
    return writer;
  }

  @Override
  public void close() {
    writer.close();
  }
}
