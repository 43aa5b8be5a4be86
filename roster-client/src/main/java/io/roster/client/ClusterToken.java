/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import io.grpc.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.stream.Stream;

/** The secret that a cluster's members share. */
public final class ClusterToken {

  /** The metadata of a call that carries it. */
  public static final Metadata.Key<String> KEY =
      Metadata.Key.of("x-tensorcast-cluster-token", Metadata.ASCII_STRING_MARSHALLER);

  private ClusterToken() {}

  /**
   * The first line of a file.
   *
   * @throws IllegalArgumentException with a sentence, if there is none
   */
  public static String read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .limit(1)
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the first line of " + file + " is empty; write the token there"));
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          file + " cannot be read; check the path and its permissions", e);
    }
  }

  /** Whether they are the same; how long that takes does not tell where they differ. */
  public static boolean same(String ours, String theirs) {
    return MessageDigest.isEqual(
        ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
  }
}
