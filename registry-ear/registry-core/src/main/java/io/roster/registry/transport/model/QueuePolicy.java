/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.settings.Settings;
import io.roster.settings.TransportSettings;
import java.time.Duration;

/**
 * Whose turn it is among those who wait.
 *
 * @param scanLimit how many are looked at in one pass
 * @param batchLimit how many are dispatched in one pass
 */
public record QueuePolicy(
    double fairnessFloor,
    double completionBias,
    Duration starvation,
    int scanLimit,
    int batchLimit) {

  public static QueuePolicy from(Settings settings) {
    return new QueuePolicy(
        settings.get(TransportSettings.FAIRNESS_FLOOR),
        settings.get(TransportSettings.COMPLETION_BIAS_WEIGHT),
        settings.get(TransportSettings.STARVATION_THRESHOLD),
        settings.get(TransportSettings.QUEUE_SCAN_LIMIT),
        settings.get(TransportSettings.DISPATCH_BATCH_LIMIT));
  }
}
