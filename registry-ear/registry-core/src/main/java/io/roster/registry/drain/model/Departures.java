/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain.model;

/** Where coordinators say that they leave. Every method belongs to the caller's transaction. */
public interface Departures {

  /**
   * Whether another coordinator serves. Until the end of the caller's transaction no other one
   * begins to leave, so that the last two do not leave at once.
   */
  boolean othersServe(String coordinator);

  void leaves(String coordinator);

  void stays(String coordinator);
}
