/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

/**
 * A worker that the registry knows.
 *
 * @param number which of this generator's workers it is
 * @param generation what its reconciles begin with
 */
public record Registered(int number, String workerId, long generation, long stateVersion) {

  /** The daemon behind this one of our workers. */
  static String daemonId(int number) {
    return "bench-daemon-" + number;
  }

  static String nodeId(int number) {
    return "bench-node-" + number;
  }

  /** An address of the block that is set aside for benchmarks. */
  static String address(int number) {
    int host = number + 1;
    return "198." + (18 + (host >> 16)) + "." + (host >> 8 & 0xff) + "." + (host & 0xff);
  }

  static final int GRPC_PORT = 61_052;
  static final int P2P_PORT = 65_090;

  public String nodeId() {
    return nodeId(number);
  }

  public String daemonId() {
    return daemonId(number);
  }

  public String address() {
    return address(number);
  }
}
