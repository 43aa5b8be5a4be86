/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Puts a checksum of everything in the place of the last bytes. A ZIP archive ends with its
 * comment, so the checksum is the comment, and the archive stays one that every tool reads.
 */
final class SealedOutput extends OutputStream {

  /** What the archive's writer is given as a comment, to be replaced. */
  static final String PLACEHOLDER = "0".repeat(Sha256.LENGTH);

  private final OutputStream out;
  private final MessageDigest digest = Sha256.begin();

  /** The last bytes so far, which may be those to replace. */
  private byte[] held = new byte[0];

  SealedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] all = Arrays.copyOf(held, held.length + length);
    System.arraycopy(bytes, offset, all, held.length, length);
    int passing = Math.max(0, all.length - Sha256.LENGTH);
    digest.update(all, 0, passing);
    out.write(all, 0, passing);
    held = Arrays.copyOfRange(all, passing, all.length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Ends with the checksum. */
  void seal() throws IOException {
    if (!Arrays.equals(held, PLACEHOLDER.getBytes(StandardCharsets.US_ASCII))) {
      throw new IllegalStateException("the archive does not end with its comment");
    }
    out.write(Sha256.hex(digest).getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
