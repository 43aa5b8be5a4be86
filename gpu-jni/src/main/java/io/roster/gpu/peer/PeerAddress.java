/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.io.Serializable;

/**
 * Where another node serves its artifacts.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record PeerAddress(String host, int port) implements Serializable {

  /**
   * @throws InvalidPeerAddress if there is no host, or no port that could be connected to
   */
  public PeerAddress {
    if (host.isBlank()) {
      throw new InvalidPeerAddress(host + ":" + port, "it has no host");
    }
    if (port < 1 || port > 65535) {
      throw new InvalidPeerAddress(host + ":" + port, "its port is not one of 1 to 65535");
    }
  }

  /**
   * Reads {@code host:port} or {@code [IPv6 address]:port}.
   *
   * @throws InvalidPeerAddress if it is neither
   */
  public static PeerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new InvalidPeerAddress(text, "it has no port");
    }
    try {
      return new PeerAddress(
          withoutBrackets(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new InvalidPeerAddress(text, "its port is not a number");
    }
  }

  private static String withoutBrackets(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
