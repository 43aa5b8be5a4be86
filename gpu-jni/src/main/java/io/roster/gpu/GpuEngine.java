/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The artifacts of one node in its three memories.
 *
 * <p>An artifact is an index and bytes; each copy of it in a memory is a {@link Replica}. It is put
 * once, and copied to further memories with {@link #load}. Safe for many threads; bytes move
 * outside the locks, so a long load delays nobody. A replica is seen when it is complete and
 * verified, never before; unloading hides it at once and frees its memory when the last reader
 * closes. Every failure is a {@link GpuException}, and leaves nothing half done behind.
 *
 * <p>A call that stores bytes first makes room as {@link Watermarks} says: least recently used
 * first, never a replica that is pinned or being read.
 */
public interface GpuEngine extends AutoCloseable {

  /**
   * Stores an artifact whose bytes come from a stream of exactly the declared length; the stream
   * stays open.
   *
   * @throws DuplicateArtifact if it is held already in any memory, or being put
   * @throws UnknownDevice if there is no such memory or device
   * @throws OutOfSpace if it does not fit, after what may go has gone
   * @throws WrongLength if the stream ends early or goes on
   * @throws ContentMismatch if the id is content-addressed and the bytes are others
   * @throws UnreadableSource if the stream fails
   */
  Replica put(NewArtifact artifact, InputStream bytes);

  /** The same from a channel; a channel of a file or of direct memory spares a copy. */
  Replica put(NewArtifact artifact, ReadableByteChannel bytes);

  /**
   * Stores the tensors of a safetensors file: its header becomes the canonical index, what follows
   * the header becomes the bytes.
   *
   * @throws InvalidSafetensors if it is none: truncated, or its tensors overlap, overrun or leave
   *     gaps
   * @see #put(NewArtifact, InputStream) for the others
   */
  Replica putSafetensors(SafetensorsTarget target, Path file);

  /** The same from a stream, read to the end of the last tensor, where it must end. */
  Replica putSafetensors(SafetensorsTarget target, InputStream file);

  /**
   * Begins an artifact whose chunks come in any order; its memory is taken at once. Closing the
   * writer without {@link ReplicaWriter#commit} gives everything back.
   */
  ReplicaWriter create(NewArtifact artifact);

  /**
   * Opens the copy that is fastest to read: RAM, then GPU, then disk.
   *
   * @throws UnknownArtifact if no memory holds it
   */
  ReplicaReader open(ArtifactId id);

  /**
   * Opens the copy at a place.
   *
   * @throws UnknownArtifact if it is not there
   */
  ReplicaReader open(ArtifactId id, Place place);

  /**
   * The index of an artifact.
   *
   * @throws UnknownArtifact if no memory holds it
   */
  ArtifactIndex index(ArtifactId id);

  /**
   * Copies an artifact to a further memory, every chunk verified on its way; a copy that is there
   * already is the answer, and one that is being made is waited for.
   *
   * @throws UnknownArtifact if no memory holds it
   * @throws UnknownDevice if there is no such place
   * @throws OutOfSpace if it does not fit
   * @throws ContentMismatch if the copy it was read from is damaged; that one is dropped then
   */
  Replica load(ArtifactId id, Place place);

  /**
   * Takes the copy at a place away.
   *
   * @throws UnknownArtifact if it is not there
   * @throws PinnedReplica if it is pinned
   */
  void unload(ArtifactId id, Place place);

  /** Keeps a copy until {@link #unpin}; on disk also over a restart. Repeatable. */
  Replica pin(ArtifactId id, Place place);

  /** Lets a copy be evicted and unloaded again. Repeatable. */
  Replica unpin(ArtifactId id, Place place);

  /**
   * Compares every chunk of a copy with the checksums of its put.
   *
   * @throws ContentMismatch if it is damaged; the copy is dropped then, so that nobody gets it
   */
  Replica verify(ArtifactId id, Place place);

  /** The SHA-256 of an artifact's bytes, read from the copy that is fastest to read. */
  Multihash sha256(ArtifactId id);

  /** Every complete copy, by artifact and place. */
  List<Replica> list();

  /** The copies of one artifact, by place; empty if it is not held. */
  List<Replica> replicas(ArtifactId id);

  /** Every memory and device with what is taken of it, loads under way included. */
  List<MemoryStatus> memories();

  /** Frees the memories, also under open readers, and refuses further use; repeatable. */
  @Override
  void close();
}
