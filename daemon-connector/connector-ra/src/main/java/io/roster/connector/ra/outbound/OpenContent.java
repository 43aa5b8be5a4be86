/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra.outbound;

import io.roster.connector.ArtifactContent;
import io.roster.connector.ArtifactInfo;
import io.roster.connector.ra.Values;
import io.roster.gpu.ArtifactReader;
import io.roster.gpu.GpuClosed;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** An open artifact; a stream whose daemon has gone fails as streams do. */
final class OpenContent implements ArtifactContent {

  private final ArtifactReader reader;
  private final Consumer<ArtifactContent> onClose;

  OpenContent(ArtifactReader reader, Consumer<ArtifactContent> onClose) {
    this.reader = reader;
    this.onClose = onClose;
  }

  @Override
  public ArtifactInfo info() {
    return Values.info(reader.artifact());
  }

  @Override
  public InputStream stream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        try {
          return reader.read(target, offset, length);
        } catch (GpuClosed e) {
          throw new IOException("The artifact is no longer open: " + e.getMessage(), e);
        }
      }
    };
  }

  @Override
  public void close() {
    reader.close();
    onClose.accept(this);
  }
}
