/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a coordinator listens.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port from 1 to 65535
 */
public record Endpoint(String host, int port) {

  private static final int HIGHEST_PORT = 65_535;

  /**
   * One {@code host:port}, or {@code [address]:port} for IPv6.
   *
   * @throws IllegalArgumentException with a sentence, if it is none
   */
  public static Endpoint parse(String text) {
    String stripped = text.strip();
    int colon = stripped.lastIndexOf(':');
    if (colon <= 0 || colon == stripped.length() - 1) {
      throw malformed(text, "it is not host:port");
    }
    return new Endpoint(host(text, stripped.substring(0, colon)), port(text, stripped, colon + 1));
  }

  /**
   * One or more, separated by commas, the preferred one first.
   *
   * @throws IllegalArgumentException with a sentence, if an entry is empty, malformed, or there
   *     twice
   */
  public static List<Endpoint> parseList(String text) {
    Set<Endpoint> all = new LinkedHashSet<>();
    for (String entry : text.split(",", -1)) {
      if (entry.isBlank()) {
        throw new IllegalArgumentException(
            "The list of endpoints \""
                + text
                + "\" has an empty entry; write HOST:PORT,HOST:PORT without a comma too many");
      }
      Endpoint endpoint = parse(entry);
      if (!all.add(endpoint)) {
        throw new IllegalArgumentException(
            "The list of endpoints \"" + text + "\" has " + endpoint + " twice; name each once");
      }
    }
    return List.copyOf(new ArrayList<>(all));
  }

  private static String host(String text, String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (bare.indexOf(':') >= 0 && !bracketed) {
      throw malformed(text, "an IPv6 address stands in brackets: [::1]:50051");
    }
    if (!bare.chars().allMatch(Endpoint::isOfHost)) {
      throw malformed(text, "a host has no such characters");
    }
    return bare;
  }

  private static boolean isOfHost(int c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == ':' || c == '%';
  }

  private static int port(String text, String stripped, int from) {
    try {
      int port = Integer.parseInt(stripped.substring(from));
      if (port >= 1 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException noNumber) {
      throw malformed(text, "the port is no number");
    }
    throw malformed(text, "a port is from 1 to " + HIGHEST_PORT);
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "\"" + text.strip() + "\" is no endpoint: " + why + "; write HOST:PORT");
  }

  /** {@code host:port}. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
