/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The name of some bytes: their SHA-256. On the wire it is a multihash in multibase, {@code b} and
 * the base32 of {@code 0x12 0x20} and the digest; in tables that are keyed by it, plain hex.
 */
public final class Multihash {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final char BASE32 = 'b';
  private static final byte SHA_256 = 0x12;
  private static final int DIGEST_BYTES = 32;
  private static final int BYTES = 2 + DIGEST_BYTES;
  private static final int DIGITS = (BYTES * 8 + 4) / 5;

  private final byte[] digest;

  private Multihash(byte[] digest) {
    this.digest = digest;
  }

  /** Names the content. */
  public static Multihash of(byte[] content) {
    try {
      return new Multihash(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  /** Reads the wire's form; empty when the text is none. */
  public static Optional<Multihash> parse(String text) {
    if (text.length() != 1 + DIGITS || text.charAt(0) != BASE32) {
      return Optional.empty();
    }
    byte[] bytes = new byte[BYTES];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int i = 1; i <= DIGITS; i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      bits = (bits << 5) | digit;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (bits >>> held);
        bits &= (1 << held) - 1;
      }
    }
    boolean sha256 = bytes[0] == SHA_256 && bytes[1] == DIGEST_BYTES && bits == 0;
    return sha256
        ? Optional.of(new Multihash(Arrays.copyOfRange(bytes, 2, BYTES)))
        : Optional.empty();
  }

  /** Reads the hex digest; empty when the text is none. */
  public static Optional<Multihash> parseHex(String text) {
    boolean hex = text.length() == 2 * DIGEST_BYTES && text.chars().allMatch(HexFormat::isHexDigit);
    return hex ? Optional.of(new Multihash(HexFormat.of().parseHex(text))) : Optional.empty();
  }

  /** The lower-case hex digest. */
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  /** The wire's form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(1 + DIGITS).append(BASE32);
    int bits = (SHA_256 << 8) | DIGEST_BYTES;
    int held = 16;
    for (byte unit : digest) {
      while (held >= 5) {
        held -= 5;
        text.append(ALPHABET.charAt((bits >>> held) & 31));
      }
      bits = ((bits & ((1 << held) - 1)) << 8) | (unit & 0xff);
      held += 8;
    }
    while (held >= 5) {
      held -= 5;
      text.append(ALPHABET.charAt((bits >>> held) & 31));
    }
    return text.append(ALPHABET.charAt((bits << (5 - held)) & 31)).toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multihash hash && Arrays.equals(digest, hash.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }
}
