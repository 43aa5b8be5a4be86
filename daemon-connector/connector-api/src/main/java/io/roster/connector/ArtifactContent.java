/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A replica opened for reading. Its bytes stay readable until it is closed, by its reader or with
 * the connection, also when the replica is unloaded meanwhile. Any number of threads may read.
 */
public interface ArtifactContent extends AutoCloseable {

  ReplicaInfo info();

  /** The canonical index: where each tensor lies, as JSON. */
  byte[] canonicalIndex();

  /** The bytes, from the first; reading fails with an IOException once the content is closed. */
  InputStream stream();

  /**
   * Fills the buffer with the bytes from {@code offset} on.
   *
   * @return how many were read: what the buffer had room for, unless the artifact ends before; -1
   *     at its end and beyond
   * @throws IOException once the content is closed
   */
  int read(long offset, ByteBuffer target) throws IOException;

  @Override
  void close();
}
