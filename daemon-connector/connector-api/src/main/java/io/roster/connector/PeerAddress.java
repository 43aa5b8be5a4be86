/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;

/**
 * Where another node gives its artifacts.
 *
 * @param host its name or address
 * @param port its peer-to-peer port
 */
public record PeerAddress(String host, int port) implements Serializable {

  private static final int HIGHEST_PORT = 65_535;

  public PeerAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("A peer's address needs a host");
    }
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "The peer-to-peer port of " + host + " must lie in 1..65535, it was " + port);
    }
  }

  /** As {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
