/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.model;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Password hashes: PBKDF2 with HMAC-SHA-512, a salt for each, the cost written beside the hash so
 * that it can be raised later. The text is {@code pbkdf2-sha512$iterations$salt$hash}.
 */
public final class PasswordHash {

  private static final String SCHEME = "pbkdf2-sha512";
  private static final int ITERATIONS = 210_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final byte[] NOBODYS_SALT = randomBytes();

  private PasswordHash() {}

  public static String of(String password) {
    byte[] salt = randomBytes();
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        SCHEME,
        Integer.toString(ITERATIONS),
        base64.encodeToString(salt),
        base64.encodeToString(derive(password, salt, ITERATIONS)));
  }

  public static boolean matches(String password, String stored) {
    String[] parts = stored.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(SCHEME)) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(parts[2]);
    byte[] wanted = Base64.getDecoder().decode(parts[3]);
    return MessageDigest.isEqual(wanted, derive(password, salt, Integer.parseInt(parts[1])));
  }

  /** Takes the time of a check, for a name that does not exist. */
  public static void spendTime(String password) {
    derive(password, NOBODYS_SALT, ITERATIONS);
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[SALT_BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA512", missing);
    } finally {
      spec.clearPassword();
    }
  }
}
