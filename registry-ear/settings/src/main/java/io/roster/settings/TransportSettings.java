/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static io.roster.settings.Setting.withDefault;
import static io.roster.settings.SettingType.COUNT;
import static io.roster.settings.SettingType.DURATION;
import static io.roster.settings.SettingType.POSITIVE;
import static io.roster.settings.SettingType.RATIO;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How sources of transports are chosen, who waits for how long, and what is kept. */
public final class TransportSettings {

  private static final String WEIGHTS = "worker_policy.transport_scheduler.source_balance_weights.";
  private static final String GROUPS = "worker_policy.transport_scheduler.group_dispatch.";

  public static final Setting<Duration> CLEANUP_INTERVAL =
      withDefault(
              "roster.worker.cleanup-interval",
              DURATION,
              "PT60S",
              "How often abandoned transports are looked for; one counts as abandoned after ten times as long, "
                  + "and after a minute at least. Silent workers are looked for each roster.worker.sweep-interval.")
          .at("worker_policy.cleanup_interval")
          .alike();
  public static final Setting<Duration> RETENTION =
      withDefault(
              "roster.transport.retention",
              DURATION,
              "P7D",
              "How long completed transports are kept for QueryTransportWindow; 0 keeps them for ever.")
          .alike();

  public static final Setting<Double> REPLICA_LOAD_WEIGHT =
      withDefault(
              "roster.transport-scheduler.source-balance.replica-load-weight",
              RATIO,
              "1.0",
              "Weight of a replica's load.")
          .at(WEIGHTS + "replica_load_weight")
          .alike();
  public static final Setting<Double> WORKER_LOAD_WEIGHT =
      withDefault(
              "roster.transport-scheduler.source-balance.worker-load-weight",
              RATIO,
              "1.0",
              "Weight of the load of all of a worker's replicas of the artifact.")
          .at(WEIGHTS + "worker_load_weight")
          .alike();
  public static final Setting<Double> RECENT_ASSIGNMENT_WEIGHT =
      withDefault(
              "roster.transport-scheduler.source-balance.recent-assignment-penalty-weight",
              RATIO,
              "1.0",
              "Weight of having been chosen lately.")
          .at(WEIGHTS + "recent_assignment_penalty_weight")
          .alike();
  public static final Setting<Double> DIFFUSION_WEIGHT =
      withDefault(
              "roster.transport-scheduler.source-balance.diffusion-bonus-weight",
              RATIO,
              "1.0",
              "Weight of having been idle for long.")
          .at(WEIGHTS + "diffusion_bonus_weight")
          .alike();

  public static final Setting<Double> FAIRNESS_FLOOR =
      withDefault(
              "roster.transport-scheduler.group-dispatch.fairness-floor-ratio",
              RATIO,
              "0.25",
              "A group that is further ahead of the slowest one than this share of its parts waits behind it.")
          .at(GROUPS + "fairness_floor_ratio")
          .alike();
  public static final Setting<Double> COMPLETION_BIAS_WEIGHT =
      withDefault(
              "roster.transport-scheduler.group-dispatch.completion-bias-weight",
              RATIO,
              "1.0",
              "Weight of groups that are nearly done.")
          .at(GROUPS + "completion_bias_weight")
          .alike();
  public static final Setting<Duration> STARVATION_THRESHOLD =
      withDefault(
              "roster.transport-scheduler.group-dispatch.starvation-aging-threshold",
              DURATION,
              "PT5S",
              "Time without a success after which a group is preferred.")
          .at(GROUPS + "starvation_aging_threshold")
          .alike();
  public static final Setting<Integer> QUEUE_SCAN_LIMIT =
      withDefault(
              "roster.transport-scheduler.group-dispatch.queue-scan-limit",
              POSITIVE,
              "128",
              "Waiting requests looked at in one pass.")
          .at(GROUPS + "queue_scan_limit")
          .alike();
  public static final Setting<Integer> DISPATCH_BATCH_LIMIT =
      withDefault(
              "roster.transport-scheduler.group-dispatch.dispatch-batch-limit",
              POSITIVE,
              "16",
              "Waiting requests dispatched in one pass.")
          .at(GROUPS + "dispatch_batch_limit")
          .alike();
  public static final Setting<Double> GROUP_SPREAD_WEIGHT =
      withDefault(
              "roster.transport-scheduler.group-dispatch.group-source-spread-weight",
              RATIO,
              "2.0",
              "Weight of spreading a group over sources.")
          .at(GROUPS + "group_source_spread_weight")
          .alike();
  public static final Setting<Double> GROUP_SOFT_CAP =
      withDefault(
              "roster.transport-scheduler.group-dispatch.group-source-soft-cap-ratio",
              RATIO,
              "1.3",
              "How many times its even share of a group a source may serve while others serve less.")
          .at(GROUPS + "group_source_soft_cap_ratio")
          .alike();
  public static final Setting<Integer> GROUP_SOFT_CAP_CANDIDATES =
      withDefault(
              "roster.transport-scheduler.group-dispatch.group-source-min-candidates-for-enforce",
              COUNT,
              "3",
              "Sources needed before that counts.")
          .at(GROUPS + "group_source_min_candidates_for_enforce")
          .alike();

  static final List<Setting<?>> ALL =
      List.of(
          CLEANUP_INTERVAL,
          RETENTION,
          REPLICA_LOAD_WEIGHT,
          WORKER_LOAD_WEIGHT,
          RECENT_ASSIGNMENT_WEIGHT,
          DIFFUSION_WEIGHT,
          FAIRNESS_FLOOR,
          COMPLETION_BIAS_WEIGHT,
          STARVATION_THRESHOLD,
          QUEUE_SCAN_LIMIT,
          DISPATCH_BATCH_LIMIT,
          GROUP_SPREAD_WEIGHT,
          GROUP_SOFT_CAP,
          GROUP_SOFT_CAP_CANDIDATES);

  static final List<Function<Settings, Optional<String>>> RULES =
      List.of(TransportSettings::fairnessIsShare, TransportSettings::cleanupGoesOn);

  private TransportSettings() {}

  private static Optional<String> fairnessIsShare(Settings settings) {
    double share = settings.get(FAIRNESS_FLOOR);
    return share <= 1
        ? Optional.empty()
        : Optional.of(FAIRNESS_FLOOR.key() + " = " + share + " is a share: from 0 to 1");
  }

  private static Optional<String> cleanupGoesOn(Settings settings) {
    return settings.get(CLEANUP_INTERVAL).isZero()
        ? Optional.of(CLEANUP_INTERVAL.key() + " = PT0S must be above zero")
        : Optional.empty();
  }
}
