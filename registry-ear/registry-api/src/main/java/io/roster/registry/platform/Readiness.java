/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import java.util.List;

/** Whether this coordinator can serve. Answers at once, from what was last seen. */
public interface Readiness {

  /**
   * One thing that must be so.
   *
   * @param name {@code database}, {@code schema} or {@code grpc}
   * @param up whether it is so
   * @param detail a sentence for the operator
   */
  record Check(String name, boolean up, String detail) {}

  /** All checks; the coordinator is ready when each is up. */
  List<Check> checks();

  /** Whether the start is over: every check was up at least once. */
  boolean started();

  /** Tells the outcome of a check that another part of the coordinator makes. */
  void report(Check check);
}
