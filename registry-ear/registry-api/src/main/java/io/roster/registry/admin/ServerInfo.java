/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.admin;

/**
 * What a coordinator says of itself. An address that is not known is empty.
 *
 * @param clusterId chosen once per database and kept
 */
public record ServerInfo(
    String coordinator,
    String advertiseHost,
    int advertisePort,
    String listenHost,
    int listenPort,
    int httpPort,
    String version,
    String clusterId) {

  /**
   * Where a client reaches the gRPC port: the advertised address, but the bound one while that is
   * loopback, which no other address leads to.
   */
  public String reachableHost() {
    return isLoopback(listenHost) ? listenHost : advertiseHost;
  }

  /** The port that belongs to {@link #reachableHost()}. */
  public int reachablePort() {
    return isLoopback(listenHost) ? listenPort : advertisePort;
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("::1") || host.equalsIgnoreCase("localhost");
  }
}
