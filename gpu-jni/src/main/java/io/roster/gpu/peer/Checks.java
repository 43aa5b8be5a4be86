/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.nio.charset.StandardCharsets;

/** What settings must keep. */
final class Checks {

  private Checks() {}

  static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, it was " + value);
    }
  }

  static void token(String token) {
    int bytes = token.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > PeerProtocol.MAX_TOKEN_BYTES) {
      throw new IllegalArgumentException(
          "A token has 1 to " + PeerProtocol.MAX_TOKEN_BYTES + " bytes, this one has " + bytes);
    }
  }
}
