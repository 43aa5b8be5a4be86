/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.InputStream;
import java.util.List;

/**
 * A connection to the GPU daemon of this host. For one thread at a time; it takes no part in
 * transactions. Once closed, every method but {@link #close} throws {@link
 * ConnectionClosedException}.
 */
public interface GpuDaemonConnection extends AutoCloseable {

  /**
   * Loads an artifact from a stream of exactly {@code sizeBytes} bytes; the stream stays open.
   *
   * @param artifactId {@code cgid:<name>} or {@code mi2:<index multihash>:<data multihash>}; with
   *     the latter the bytes are verified
   * @throws DuplicateArtifactException if the daemon holds it already; nothing is changed then
   * @throws OutOfGpuMemoryException if it does not fit
   * @throws WrongLengthException if the stream is shorter or longer
   * @throws ContentMismatchException if the bytes are not those that the id promises
   * @throws InvalidArtifactIdException if the id is not one
   */
  ArtifactInfo put(String artifactId, long sizeBytes, InputStream bytes) throws GpuDaemonException;

  /**
   * Loads an artifact whose id follows from its content, as {@link #put} does.
   *
   * @param canonicalIndex the canonical index bytes, which say where each tensor lies
   */
  ArtifactInfo putContentAddressed(byte[] canonicalIndex, byte[] bytes) throws GpuDaemonException;

  /**
   * Opens an artifact for reading. Its bytes stay readable until the content is closed, by the
   * caller or with this connection.
   *
   * @throws UnknownArtifactException if the daemon does not hold it
   */
  ArtifactContent get(String artifactId) throws GpuDaemonException;

  /** All artifacts that can be read now, by id. */
  List<ArtifactInfo> list() throws GpuDaemonException;

  /**
   * Takes an artifact out of memory; who is reading it may finish.
   *
   * @throws UnknownArtifactException if the daemon does not hold it
   */
  void unload(String artifactId) throws GpuDaemonException;

  /**
   * Computes the SHA-256 of the artifact's bytes as they lie in memory now, as 64 hexadecimal
   * digits in lower case.
   *
   * @throws ContentMismatchException if they are no longer the bytes that were loaded
   */
  String checksum(String artifactId) throws GpuDaemonException;

  DaemonStatus status() throws GpuDaemonException;

  /** Gives the connection back and closes what was opened on it; repeatable. */
  @Override
  void close();
}
