/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of one artifact as a stream. The artifact's memory stays until the reader is closed,
 * also when the artifact is unloaded meanwhile. For one thread, but any may close it.
 */
public final class ArtifactReader extends InputStream {

  private final Artifact artifact;
  private final GpuBuffer buffer;
  private final Runnable onClose;
  private long position;
  private final AtomicBoolean closed = new AtomicBoolean();

  ArtifactReader(Artifact artifact, GpuBuffer buffer, Runnable onClose) {
    this.artifact = artifact;
    this.buffer = buffer;
    this.onClose = onClose;
  }

  public Artifact artifact() {
    return artifact;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (closed.get()) {
      throw new GpuClosed("reader");
    }
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(length, artifact.sizeBytes() - position);
    if (count == 0) {
      return -1;
    }
    buffer.copyOut(position, ByteBuffer.wrap(target, offset, count));
    position += count;
    return count;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, artifact.sizeBytes() - position);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      onClose.run();
    }
  }
}
