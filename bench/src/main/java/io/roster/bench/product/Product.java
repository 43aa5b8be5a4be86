/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import io.roster.bench.report.Conditions;
import io.roster.bench.report.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The built product of a source tree.
 *
 * @param root the top of the source tree
 */
public record Product(Path root) {

  /** The one of this source tree. */
  public static Product of(Path root) {
    return new Product(root.toAbsolutePath().normalize());
  }

  private Path distribution() {
    return root.resolve("registry-ear/launcher/target/dist");
  }

  /** The command of the distribution, which builds nothing: what was built is what is measured. */
  Path command() {
    Path command = distribution().resolve("roster");
    if (!Files.exists(command) || !Files.exists(application())) {
      throw new Refused(
          "The product is not built: run ./roster up once, or mvn -Dquick -DskipTests -pl"
              + " registry-ear/launcher -am package.");
    }
    return command;
  }

  private Path application() {
    return distribution().resolve("apps/registry.ear");
  }

  /** Whether starts are quickened by an archive of loaded classes. */
  public boolean hasClassArchive() {
    return Files.exists(distribution().resolve("runtime/server.jsa"));
  }

  /** What is measured, and on how large a machine. */
  public Conditions conditions() {
    return tree().with("built", builtAt());
  }

  /** Which source tree is measured, and on how large a machine. */
  public Conditions tree() {
    Conditions conditions =
        Conditions.NONE.with("cores", Runtime.getRuntime().availableProcessors());
    return commit().map(commit -> conditions.with("commit", commit)).orElse(conditions);
  }

  /** The tree may have gone on since: both are told. */
  private String builtAt() {
    try {
      return Files.getLastModifiedTime(application())
          .toInstant()
          .truncatedTo(ChronoUnit.SECONDS)
          .toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Optional<String> commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader output = git.inputReader(StandardCharsets.UTF_8)) {
        return Optional.ofNullable(output.readLine());
      }
    } catch (IOException noGit) {
      return Optional.empty();
    }
  }
}
