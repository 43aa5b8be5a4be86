/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.stage;

/**
 * A number that a run can be given.
 *
 * @param name how it is given: {@code --name}
 * @param usual its value when it is not given
 * @param least the least that makes sense
 * @param meaning what it is, for people
 */
public record Parameter(String name, long usual, long least, String meaning) {

  public static final Parameter WARM_UP =
      new Parameter("warm-up", 30, 0, "seconds before anything is measured");
  public static final Parameter GRPC_PORT =
      new Parameter("grpc-port", 0, 0, "the coordinator's gRPC port; 0 takes a free one");

  /** How long a scenario measures. */
  public static Parameter seconds(long usual) {
    return new Parameter("seconds", usual, 1, "seconds of each measurement");
  }
}
