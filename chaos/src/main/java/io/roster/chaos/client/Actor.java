/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

/** Somebody who does one thing after another. */
interface Actor extends AutoCloseable {

  /** Does the next thing. */
  void step();

  @Override
  void close();
}
