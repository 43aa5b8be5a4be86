/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;
import java.util.Map;

/** Where signs of life are written, on a way of its own that no other work can fill. */
public interface HeartbeatLog {

  /**
   * Writes many beats at once; time goes forward only.
   *
   * @return how many were written; the others belong to workers that are gone
   * @throws io.roster.registry.platform.DatabaseAway when nothing was written
   */
  int write(Map<WorkerId, Beat> beats, LivenessPolicy policy);

  /**
   * Says that this coordinator listens to the fleet now.
   *
   * @throws io.roster.registry.platform.DatabaseAway when it could not be said
   */
  void markListening(LivenessPolicy policy);
}
