/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.settings.Settings;
import io.roster.settings.TransportSettings;

/**
 * What counts for how much when a source is chosen.
 *
 * @param softCap how many times its even share of a group a source may serve
 * @param softCapCandidates how many sources there must be for that
 */
public record SourcePolicy(
    double replicaLoad,
    double workerLoad,
    double recentAssignment,
    double diffusion,
    double groupSpread,
    double softCap,
    int softCapCandidates) {

  public static SourcePolicy from(Settings settings) {
    return new SourcePolicy(
        settings.get(TransportSettings.REPLICA_LOAD_WEIGHT),
        settings.get(TransportSettings.WORKER_LOAD_WEIGHT),
        settings.get(TransportSettings.RECENT_ASSIGNMENT_WEIGHT),
        settings.get(TransportSettings.DIFFUSION_WEIGHT),
        settings.get(TransportSettings.GROUP_SPREAD_WEIGHT),
        settings.get(TransportSettings.GROUP_SOFT_CAP),
        settings.get(TransportSettings.GROUP_SOFT_CAP_CANDIDATES));
  }
}
