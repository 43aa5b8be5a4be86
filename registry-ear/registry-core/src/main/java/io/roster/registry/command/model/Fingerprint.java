/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.model;

import io.roster.registry.command.CommandRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** Tells two requests apart that came with the same key. */
final class Fingerprint {

  private Fingerprint() {}

  /** No part of a request contains a control character, so what separates them is in none. */
  static String of(CommandRequest request) {
    StringBuilder text = new StringBuilder();
    text.append(request.order().kind()).append('\n').append(request.order().target());
    new TreeMap<>(request.order().parameters())
        .forEach((name, value) -> text.append('\n').append(name).append('\t').append(value));
    text.append('\n').append(request.reason());
    request.expectedRevision().ifPresent(revision -> text.append("\nat ").append(revision));
    text.append('\n').append(request.timeLimit());
    return digest(text.toString());
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
