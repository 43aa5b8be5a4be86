/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 digest in the form artifact ids carry it: multihash (0x12 0x20 and the digest) in
 * multibase base32 (the letter b, then RFC 4648 lower case without padding).
 */
public final class Multihash {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final byte[] SHA_256_PREFIX = {0x12, 0x20};
  private static final int DIGEST_BYTES = 32;
  private static final int ENCODED_LENGTH = 1 + ((DIGEST_BYTES + 2) * 8 + 4) / 5;

  private final byte[] digest;

  private Multihash(byte[] digest) {
    this.digest = digest;
  }

  /** A digest of 32 bytes that was computed already. */
  public static Multihash ofDigest(byte[] sha256) {
    if (sha256.length != DIGEST_BYTES) {
      throw new IllegalArgumentException("A SHA-256 digest has 32 bytes, not " + sha256.length);
    }
    return new Multihash(sha256.clone());
  }

  /** The digest of some bytes. */
  public static Multihash of(byte[] bytes) {
    return new Multihash(newDigest().digest(bytes));
  }

  /** Reads the encoded form; empty if the text is not one. */
  public static Optional<Multihash> parse(String text) {
    if (text.length() != ENCODED_LENGTH || text.charAt(0) != 'b') {
      return Optional.empty();
    }
    byte[] bytes = new byte[SHA_256_PREFIX.length + DIGEST_BYTES];
    int buffer = 0;
    int bits = 0;
    int next = 0;
    for (int i = 1; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) {
        return Optional.empty();
      }
      buffer = ((buffer << 5) | value) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[next++] = (byte) (buffer >> bits);
      }
    }
    boolean paddingIsZero = (buffer & ((1 << bits) - 1)) == 0;
    if (!paddingIsZero || bytes[0] != SHA_256_PREFIX[0] || bytes[1] != SHA_256_PREFIX[1]) {
      return Optional.empty();
    }
    byte[] digest = new byte[DIGEST_BYTES];
    System.arraycopy(bytes, SHA_256_PREFIX.length, digest, 0, DIGEST_BYTES);
    return Optional.of(new Multihash(digest));
  }

  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The digest in lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  public byte[] digest() {
    return digest.clone();
  }

  /** The encoded form. */
  @Override
  public String toString() {
    byte[] bytes = new byte[SHA_256_PREFIX.length + DIGEST_BYTES];
    System.arraycopy(SHA_256_PREFIX, 0, bytes, 0, SHA_256_PREFIX.length);
    System.arraycopy(digest, 0, bytes, SHA_256_PREFIX.length, DIGEST_BYTES);
    byte[] text = new byte[ENCODED_LENGTH];
    text[0] = 'b';
    int buffer = 0;
    int bits = 0;
    int next = 1;
    for (byte each : bytes) {
      buffer = ((buffer << 8) | (each & 0xff)) & 0xffff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text[next++] = (byte) ALPHABET.charAt((buffer >> bits) & 31);
      }
    }
    if (bits > 0) {
      text[next] = (byte) ALPHABET.charAt((buffer << (5 - bits)) & 31);
    }
    return new String(text, StandardCharsets.US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multihash that && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }
}
