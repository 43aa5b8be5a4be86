/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How the wire names content: a marked SHA-256 in lower-case base 32. */
final class Multihash {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int SHA_256 = 0x12;
  private static final int BITS_PER_LETTER = 5;

  private Multihash() {}

  static String of(byte[] content) {
    byte[] digest = sha256(content);
    byte[] marked = new byte[digest.length + 2];
    marked[0] = SHA_256;
    marked[1] = (byte) digest.length;
    System.arraycopy(digest, 0, marked, 2, digest.length);
    return "b" + base32(marked);
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte unit : bytes) {
      buffer = buffer << Byte.SIZE | unit & 0xff;
      for (bits += Byte.SIZE; bits >= BITS_PER_LETTER; bits -= BITS_PER_LETTER) {
        text.append(ALPHABET.charAt(buffer >> bits - BITS_PER_LETTER & 0x1f));
      }
      buffer &= (1 << bits) - 1;
    }
    return bits == 0
        ? text.toString()
        : text.append(ALPHABET.charAt(buffer << BITS_PER_LETTER - bits & 0x1f)).toString();
  }
}
