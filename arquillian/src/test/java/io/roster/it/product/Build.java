/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the build put what is tested, and where tests may write. */
public final class Build {

  private Build() {}

  public static Path ear() {
    return existing("roster.ear");
  }

  /** The application that uses the connector on its own. */
  public static Path sample() {
    return existing("sample.ear");
  }

  /** Payara Micro, laid out as the distribution runs it. */
  public static Path micro() {
    return distribution().resolve("runtime").resolve("micro");
  }

  /** The PostgreSQL that the distribution carries. */
  public static Path postgres() {
    return distribution().resolve("runtime").resolve("postgres");
  }

  /** The distribution, with the {@code roster} script in it. */
  static Path distribution() {
    return existing("roster.dist");
  }

  static Path payara() {
    return existing("payara.home");
  }

  public static Path screenshots() {
    return created(Path.of(property("screenshots")));
  }

  /** A folder of this run for one purpose. */
  public static Path work(String purpose) {
    return created(Path.of(property("work.directory")).toAbsolutePath().resolve(purpose));
  }

  /** Removes what an earlier run left. */
  static void clearWork() {
    Path work = Path.of(property("work.directory"));
    if (!Files.exists(work)) {
      return;
    }
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path existing(String property) {
    Path path = Path.of(property(property)).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new IllegalStateException(
          path + " is missing: run mvn verify from the top of the repository");
    }
    return path;
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: these tests are run by mvn verify");
    }
    return value;
  }
}
