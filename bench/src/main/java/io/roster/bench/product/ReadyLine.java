/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code roster up} prints for people, as far as this generator reads it. */
final class ReadyLine {

  private static final String READY = "Roster is ready";
  private static final String COMPLAINT = "roster: ";
  private static final Pattern CONSOLE = Pattern.compile("console https?://[^/]+:(\\d+)/");
  private static final Pattern FIRST_PASSWORD = Pattern.compile("First login .* password (\\S+)");
  private static final Pattern GRPC = Pattern.compile("gRPC \\S+:(\\d+)");

  private ReadyLine() {}

  static boolean isOne(String line) {
    return line.startsWith(READY);
  }

  static int grpcPort(String line) {
    return port(GRPC, line);
  }

  static int httpPort(String line) {
    return port(CONSOLE, line);
  }

  private static int port(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    if (!found.find()) {
      throw new IllegalArgumentException("no such port is named in: " + line);
    }
    return Integer.parseInt(found.group(1));
  }

  /** What it says once, when its data are new; otherwise nothing. */
  static String firstPassword(List<String> said) {
    return said.stream()
        .map(FIRST_PASSWORD::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElse("");
  }

  /** What it complained of, or else everything that it said. */
  static String complaint(List<String> said) {
    List<String> complaints =
        said.stream()
            .dropWhile(line -> !line.startsWith(COMPLAINT))
            .filter(line -> !line.startsWith("Stop"))
            .toList();
    return complaints.isEmpty()
        ? String.join("\n", said)
        : complaints.stream()
            .map(line -> line.startsWith(COMPLAINT) ? line.substring(COMPLAINT.length()) : line)
            .collect(Collectors.joining("\n"));
  }
}
