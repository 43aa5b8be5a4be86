/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import java.util.List;

/** What a running PostgreSQL writes into {@code postmaster.pid}. */
record PostmasterFile(long pid, int port) {

  private static final int PID = 0;
  private static final int PORT = 3;

  static PostmasterFile parse(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    if (lines.size() <= PORT) {
      throw new IllegalArgumentException("postmaster.pid is not complete: " + lines);
    }
    return new PostmasterFile(Long.parseLong(lines.get(PID)), Integer.parseInt(lines.get(PORT)));
  }
}
