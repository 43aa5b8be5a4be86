/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.disk;

import io.roster.gpu.ArtifactId;
import io.roster.gpu.ArtifactIndex;
import io.roster.gpu.Checksums;
import io.roster.gpu.Chunks;
import io.roster.gpu.Content;
import io.roster.gpu.GpuException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * What is written beside an artifact's bytes. Its last four bytes are the CRC-32C of the others, so
 * that a torn manifest is seen.
 */
record Manifest(Content content, Instant storedAt) {

  private static final int MAGIC = 0x524f5331; // "ROS1": another layout gets another number.

  byte[] encoded() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      writeBlock(out, content.id().value().getBytes(StandardCharsets.UTF_8));
      writeBlock(out, content.index().bytes());
      out.writeLong(content.sizeBytes());
      out.writeInt(Chunks.CHUNK_BYTES);
      for (int chunk = 0; chunk < content.chunks().count(); chunk++) {
        out.writeInt(content.checksums().of(chunk));
      }
      out.writeLong(storedAt.toEpochMilli());
      out.writeInt(crc(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing in memory fails to be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException if these are not the whole bytes of a manifest
   */
  static Manifest decoded(byte[] bytes) throws IOException {
    int end = bytes.length - Integer.BYTES;
    if (end < 0 || crc(bytes, end) != new DataInputStream(tail(bytes, end)).readInt()) {
      throw new IOException("the manifest is incomplete");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
    if (in.readInt() != MAGIC) {
      throw new IOException("the manifest is of another version");
    }
    try {
      ArtifactId id = new ArtifactId(new String(readBlock(in), StandardCharsets.UTF_8));
      ArtifactIndex index = ArtifactIndex.of(readBlock(in));
      Chunks chunks = new Chunks(in.readLong());
      if (in.readInt() != Chunks.CHUNK_BYTES) {
        throw new IOException("the manifest has chunks of another length");
      }
      int[] checksums = new int[chunks.count()];
      for (int chunk = 0; chunk < checksums.length; chunk++) {
        checksums[chunk] = in.readInt();
      }
      return new Manifest(
          new Content(id, index, chunks, new Checksums(checksums)),
          Instant.ofEpochMilli(in.readLong()));
    } catch (GpuException | IllegalArgumentException e) {
      throw new IOException("the manifest contradicts itself: " + e.getMessage(), e);
    }
  }

  private static ByteArrayInputStream tail(byte[] bytes, int from) {
    return new ByteArrayInputStream(bytes, from, bytes.length - from);
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
    out.writeInt(block.length);
    out.write(block);
  }

  private static byte[] readBlock(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("the manifest has a block of " + length + " bytes");
    }
    return in.readNBytes(length);
  }
}
