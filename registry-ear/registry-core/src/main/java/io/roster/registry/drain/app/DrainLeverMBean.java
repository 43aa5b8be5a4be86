/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain.app;

/** What the process that hosts the server can do before it undeploys anything. */
public interface DrainLeverMBean {

  /** Drains the coordinator as one that leaves, and returns when that is over. */
  void leave();
}
