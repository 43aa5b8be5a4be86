/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes tokens that nobody can guess: 32 hexadecimal digits. */
@ApplicationScoped
public class LeaseTokens {

  private static final int BYTES = 16;

  private final RandomGenerator random;

  public LeaseTokens() {
    this(new SecureRandom());
  }

  public LeaseTokens(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
