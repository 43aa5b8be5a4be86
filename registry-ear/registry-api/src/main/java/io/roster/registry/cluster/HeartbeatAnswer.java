/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import java.time.Instant;
import java.util.List;

/** What a heartbeat is told. */
public sealed interface HeartbeatAnswer {

  /**
   * The worker is known.
   *
   * @param stateSyncRequired whether it is to reconcile
   * @param stateVersion the registry's version of its inventory
   * @param obsoleteArtifacts artifacts that it named and the registry does not know on it
   * @param time the registry's time
   */
  record Heard(
      boolean stateSyncRequired, long stateVersion, List<String> obsoleteArtifacts, Instant time)
      implements HeartbeatAnswer {}

  /** Nobody active has this id: the daemon must register again. */
  record Unknown() implements HeartbeatAnswer {}
}
