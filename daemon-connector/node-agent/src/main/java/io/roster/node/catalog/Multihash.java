/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.catalog;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256 as the wire writes it: a multihash in multibase, base32 in lower case. */
final class Multihash {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final byte[] SHA_256 = {0x12, 0x20};
  private static final int DIGEST_BYTES = 32;
  private static final int BITS = 5;

  private Multihash() {}

  static String of(byte[] bytes) {
    try {
      return ofDigest(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /** The digest in a multihash, as hexadecimal digits; empty if it is none of SHA-256. */
  static Optional<String> hexOf(String multihash) {
    byte[] bytes = decode(multihash);
    boolean known =
        bytes.length == SHA_256.length + DIGEST_BYTES
            && bytes[0] == SHA_256[0]
            && bytes[1] == SHA_256[1];
    return known
        ? Optional.of(HexFormat.of().formatHex(bytes, SHA_256.length, bytes.length))
        : Optional.empty();
  }

  private static byte[] decode(String multihash) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int count = 0;
    for (int i = 1; i < multihash.length(); i++) {
      int digit = ALPHABET.indexOf(multihash.charAt(i));
      if (digit < 0) {
        return new byte[0];
      }
      held = (held << BITS) | digit;
      count += BITS;
      if (count >= 8) {
        count -= 8;
        bytes.write(held >> count);
        held &= (1 << count) - 1;
      }
    }
    return bytes.toByteArray();
  }

  private static String ofDigest(byte[] digest) {
    StringBuilder text = new StringBuilder("b");
    int held = 0;
    int count = 0;
    for (int i = 0; i < SHA_256.length + digest.length; i++) {
      int unit = (i < SHA_256.length ? SHA_256[i] : digest[i - SHA_256.length]) & 0xff;
      held = (held << 8) | unit;
      count += 8;
      while (count >= BITS) {
        count -= BITS;
        text.append(ALPHABET.charAt((held >> count) & 31));
      }
      held &= (1 << count) - 1;
    }
    if (count > 0) {
      text.append(ALPHABET.charAt((held << (BITS - count)) & 31));
    }
    return text.toString();
  }
}
