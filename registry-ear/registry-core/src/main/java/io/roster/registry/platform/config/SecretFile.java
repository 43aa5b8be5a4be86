/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A secret that lives in a file, on its first line. */
public final class SecretFile {

  private SecretFile() {}

  /**
   * Reads it.
   *
   * @throws IllegalStateException when the file cannot be read or holds nothing
   */
  public static String read(String key, Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      List<String> first =
          lines.limit(1).map(String::strip).filter(line -> !line.isEmpty()).toList();
      if (first.isEmpty()) {
        throw new IllegalStateException(
            key + ": the first line of " + file + " is empty; write the secret there");
      }
      return first.get(0);
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          key + ": " + file + " cannot be read; check the path and its permissions", unreadable);
    }
  }
}
