/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import java.util.List;

/** Ends workers that were silent for too long. */
public interface SilenceExpiry {

  /**
   * A worker that was expired.
   *
   * @param lastHeartbeat when it was last heard, ISO text by the database's clock
   * @param replicas how many of its replicas became unavailable
   */
  record Expired(WorkerId worker, String daemonId, String lastHeartbeat, long replicas) {}

  /** Expires at most so many, in the caller's transaction. */
  List<Expired> expire(LivenessPolicy policy, int most);
}
