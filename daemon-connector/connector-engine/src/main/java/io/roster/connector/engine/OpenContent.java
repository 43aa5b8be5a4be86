/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.engine;

import io.roster.connector.ArtifactContent;
import io.roster.connector.ReplicaInfo;
import io.roster.gpu.GpuClosed;
import io.roster.gpu.ReplicaReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** An open replica; when it was closed or its daemon has gone, reading fails as streams do. */
final class OpenContent implements ArtifactContent {

  private final ReplicaReader reader;
  private final Consumer<ArtifactContent> onClose;

  OpenContent(ReplicaReader reader, Consumer<ArtifactContent> onClose) {
    this.reader = reader;
    this.onClose = onClose;
  }

  @Override
  public ReplicaInfo info() {
    return Values.info(reader.replica());
  }

  @Override
  public byte[] canonicalIndex() {
    return reader.index().bytes();
  }

  @Override
  public InputStream stream() {
    return new ArtifactStream(reader.stream());
  }

  @Override
  public int read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0) {
      throw new IllegalArgumentException("The offset must not be negative, it was " + offset);
    }
    long left = reader.sizeBytes() - offset;
    if (left <= 0) {
      return -1;
    }
    int count = (int) Math.min(target.remaining(), left);
    ByteBuffer part = target.duplicate().limit(target.position() + count);
    open(
        () -> {
          reader.read(offset, part);
          return count;
        });
    target.position(target.position() + count);
    return count;
  }

  @Override
  public void close() {
    reader.close();
    onClose.accept(this);
  }

  private static <T> T open(Read<T> read) throws IOException {
    try {
      return read.now();
    } catch (GpuClosed e) {
      throw new IOException("The artifact is no longer open: " + e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Read<T> {
    T now() throws IOException;
  }

  private static final class ArtifactStream extends FilterInputStream {

    ArtifactStream(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      return open(super::read);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return open(() -> super.read(target, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
      return open(() -> super.skip(count));
    }

    @Override
    public int available() throws IOException {
      return open(super::available);
    }
  }
}
