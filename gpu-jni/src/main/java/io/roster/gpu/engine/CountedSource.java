/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A source that knows how many bytes it gave; closing it leaves the source open. */
final class CountedSource implements ReadableByteChannel {

  private final ReadableByteChannel source;
  private long count;

  CountedSource(ReadableByteChannel source) {
    this.source = source;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read = source.read(target);
    count += Math.max(0, read);
    return read;
  }

  long count() {
    return count;
  }

  boolean hasMore() throws IOException {
    return source.read(ByteBuffer.allocate(1)) > 0;
  }

  @Override
  public boolean isOpen() {
    return source.isOpen();
  }

  @Override
  public void close() {}
}
