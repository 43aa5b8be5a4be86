/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import io.roster.client.RosterClient;
import io.roster.launcher.data.SecretFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which registry a command talks to. */
final class RegistryOption {

  static final String LOCAL = "127.0.0.1:50051";

  private static final String ENDPOINTS_VARIABLE = "ROSTER_REGISTRY";
  private static final String TOKEN_VARIABLE = "ROSTER_TOKEN_FILE";
  private static final String CA_VARIABLE = "ROSTER_TLS_CA";
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT,…",
      description =
          "The coordinators to ask; the next one when one does not answer. Default: "
              + "$ROSTER_REGISTRY, or "
              + LOCAL)
  private @Nullable String registry;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the cluster token. Default: $ROSTER_TOKEN_FILE")
  private @Nullable Path tokenFile;

  @Option(
      names = {"--tls-ca", "--registry-tls-ca"},
      paramLabel = "FILE",
      description =
          "Encrypts; the authorities whose certificates the registry may show, PEM."
              + " Default: $ROSTER_TLS_CA")
  private @Nullable Path authorities;

  boolean isGiven() {
    return registry != null;
  }

  @Nullable Path tokenFile() {
    return path(tokenFile, TOKEN_VARIABLE).orElse(null);
  }

  /** A client that fails when each coordinator has failed once: a person waits for it. */
  RosterClient connect() {
    return connect(endpoints());
  }

  /** The same way, but to somebody in particular. */
  RosterClient connect(String endpoints) {
    try {
      RosterClient.Builder builder =
          RosterClient.builder(endpoints)
              .actor(printable(System.getProperty("user.name", "")))
              .deadline(CALL_LIMIT)
              .rounds(1);
      path(tokenFile, TOKEN_VARIABLE)
          .map(file -> SecretFile.firstLine(file, "the token file"))
          .ifPresent(builder::token);
      path(authorities, CA_VARIABLE).ifPresent(builder::trust);
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }

  /** How a sentence calls it. */
  String called() {
    String endpoints = endpoints();
    return endpoints.indexOf(',') < 0 ? "The registry at " + endpoints : "The registry";
  }

  private String endpoints() {
    if (registry != null) {
      return registry;
    }
    return variable(ENDPOINTS_VARIABLE).orElse(LOCAL);
  }

  private static Optional<Path> path(@Nullable Path given, String variable) {
    return given != null ? Optional.of(given) : variable(variable).map(Path::of);
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isBlank());
  }

  /** Metadata carries only these characters. */
  private static String printable(String name) {
    String safe = name.replaceAll("[^!-~]", "");
    return safe.isEmpty() ? "operator" : safe;
  }
}
