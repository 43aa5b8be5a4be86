/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A stream as a channel; closing it leaves the stream open. */
final class StreamChannel implements ReadableByteChannel {

  private static final int STEP_BYTES = 128 * 1024;

  private final InputStream stream;
  private final byte[] step;

  StreamChannel(InputStream stream, long expectedBytes) {
    this.stream = stream;
    this.step = new byte[(int) Math.min(STEP_BYTES, Math.max(1, expectedBytes))];
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = stream.read(step, 0, Math.min(step.length, target.remaining()));
    if (count > 0) {
      target.put(step, 0, count);
    }
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
