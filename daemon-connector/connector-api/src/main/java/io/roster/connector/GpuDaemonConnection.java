/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A connection to the GPU daemon of this host. For one thread at a time; it takes no part in
 * transactions. Once closed, every method but {@link #close} throws {@link
 * ConnectionClosedException}; when the daemon has gone, {@link DaemonUnavailableException}.
 *
 * <p>Each method may also throw {@link InvalidArtifactIdException} for an id that is none, {@link
 * UnknownMemoryException} for a memory that this daemon does not have, and {@link
 * EngineFailedException} when the card or its driver fails.
 */
public interface GpuDaemonConnection extends AutoCloseable {

  /**
   * Loads an artifact from a stream of exactly {@code sizeBytes} bytes; the stream stays open.
   *
   * @param artifactId {@code cgid:<name>} or {@code mi2:<index multihash>:<data multihash>}; with
   *     the latter index and bytes are verified
   * @param canonicalIndex which bytes belong to which tensor, as JSON
   * @param target where to
   * @throws DuplicateArtifactException if a memory holds it already, or it is being put
   * @throws MemoryExhaustedException if it does not fit
   * @throws StorageException if it was meant for the disk, and the disk failed
   * @throws InvalidIndexException if the index is malformed, overlaps or overruns
   * @throws WrongLengthException if the stream is shorter or longer
   * @throws ContentMismatchException if index or bytes are not those that the id promises
   */
  ReplicaInfo put(
      String artifactId,
      byte[] canonicalIndex,
      long sizeBytes,
      InputStream bytes,
      MemoryTarget target)
      throws GpuDaemonException;

  /** Loads an artifact whose id follows from its content, as {@link #put} does. */
  ReplicaInfo putContentAddressed(
      byte[] canonicalIndex, long sizeBytes, InputStream bytes, MemoryTarget target)
      throws GpuDaemonException;

  /**
   * Loads a safetensors file as a content-addressed artifact: its header becomes the index.
   *
   * @throws InvalidIndexException if the file is no complete safetensors file
   */
  ReplicaInfo putSafetensors(Path file, MemoryTarget target) throws GpuDaemonException;

  /** The same from a stream, which ends with the last tensor and stays open. */
  ReplicaInfo putSafetensors(InputStream file, MemoryTarget target) throws GpuDaemonException;

  /**
   * Opens an artifact for reading, from the fastest memory that holds it.
   *
   * @throws UnknownArtifactException if no memory holds it
   */
  ArtifactContent get(String artifactId) throws GpuDaemonException;

  /** Opens one replica for reading. */
  ArtifactContent get(String artifactId, MemoryId memory) throws GpuDaemonException;

  /** The canonical index of an artifact. */
  byte[] getIndex(String artifactId) throws GpuDaemonException;

  /** All replicas that can be read now, by artifact and memory. */
  List<ReplicaInfo> list() throws GpuDaemonException;

  /** The replicas of one artifact, the fastest memory first; none if it is not held. */
  List<ReplicaInfo> replicas(String artifactId) throws GpuDaemonException;

  /**
   * Copies an artifact into another memory; a replica that is there already is the result.
   *
   * @throws UnknownArtifactException if no memory holds it
   * @throws MemoryExhaustedException if it does not fit
   * @throws ContentMismatchException if the replica it was read from is damaged; that one is
   *     dropped then
   */
  ReplicaInfo load(String artifactId, MemoryTarget target) throws GpuDaemonException;

  /**
   * Takes a replica out of its memory; who is reading it may finish.
   *
   * @throws UnknownArtifactException if that memory does not hold it
   * @throws ReplicaPinnedException if it is pinned
   */
  void unload(String artifactId, MemoryId memory) throws GpuDaemonException;

  /** Keeps a replica until {@link #unpin}, on disk also over a restart; repeatable. */
  ReplicaInfo pin(String artifactId, MemoryId memory) throws GpuDaemonException;

  /** Lets a replica be evicted and unloaded again; repeatable. */
  ReplicaInfo unpin(String artifactId, MemoryId memory) throws GpuDaemonException;

  /**
   * Compares the bytes of a replica as they lie in memory now with what was loaded.
   *
   * @throws ContentMismatchException if they are others; that replica is dropped then
   */
  ReplicaInfo verify(String artifactId, MemoryId memory) throws GpuDaemonException;

  /** The SHA-256 of an artifact's bytes, as 64 hexadecimal digits in lower case. */
  String sha256(String artifactId) throws GpuDaemonException;

  /**
   * Fetches an artifact from other nodes, verified. What another memory of this daemon holds is
   * copied from there, as by {@link #load}.
   *
   * @throws PeerTransferException if no source gave it
   * @throws FetchCancelledException if this thread was interrupted
   * @throws DuplicateArtifactException if it is being put or fetched at the same time
   */
  FetchedReplica fetch(FetchRequest request, FetchProgress progress) throws GpuDaemonException;

  DaemonStatus status() throws GpuDaemonException;

  /** Gives the connection back and closes what was opened on it; repeatable. */
  @Override
  void close();
}
