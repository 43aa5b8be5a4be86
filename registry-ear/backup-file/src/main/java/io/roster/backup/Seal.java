/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The end of a backup: the archive's own end mark, and the checksum of all before the checksum. */
final class Seal {

  private static final int FIRST_MARK = 0x04034b50;
  private static final int END_MARK = 0x06054b50;

  /** From the end mark to the comment. */
  private static final int END_LENGTH = 22;

  private static final int END = END_LENGTH + Sha256.LENGTH;
  private static final int BUFFER = 256 * 1024;

  private Seal() {}

  /**
   * Reads the whole file.
   *
   * @throws UnusableBackup when it does not begin or end as a backup does, or is not what it was
   */
  static void require(Path file) throws IOException, UnusableBackup {
    long size = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      MessageDigest digest = Sha256.begin();
      if (size < Integer.BYTES) {
        throw cut();
      }
      requireBeginning(in.readNBytes(Integer.BYTES), digest);
      if (size < Integer.BYTES + END) {
        throw cut();
      }
      pass(in, size - Integer.BYTES - END, digest);
      ByteBuffer end = ByteBuffer.wrap(in.readNBytes(END)).order(ByteOrder.LITTLE_ENDIAN);
      boolean ends =
          end.capacity() == END
              && end.getInt(0) == END_MARK
              && end.getShort(END_LENGTH - Short.BYTES) == Sha256.LENGTH;
      if (!ends) {
        throw cut();
      }
      digest.update(end.array(), 0, END_LENGTH);
      String told = new String(end.array(), END_LENGTH, Sha256.LENGTH, StandardCharsets.US_ASCII);
      if (!Sha256.hex(digest).equals(told) || in.read() >= 0) {
        throw new UnusableBackup(
            "is damaged: its checksum is not that of its content. Use another copy");
      }
    }
  }

  private static void requireBeginning(byte[] bytes, MessageDigest digest) throws UnusableBackup {
    boolean begins =
        bytes.length == Integer.BYTES
            && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() == FIRST_MARK;
    if (!begins) {
      throw new UnusableBackup("is no backup of a registry. Check the path");
    }
    digest.update(bytes);
  }

  private static void pass(InputStream in, long length, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new EOFException("the file became shorter");
      }
      digest.update(buffer, 0, count);
      left -= count;
    }
  }

  private static UnusableBackup cut() {
    return new UnusableBackup("is cut: its end is missing. Use a whole copy");
  }
}
