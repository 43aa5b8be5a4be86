/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.cluster.ConnectionState;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LivenessPolicyTest {

  private final LivenessPolicy policy =
      LivenessPolicy.from(Settings.read(RegistrySettings.TABLE, Map.of()));

  @Test
  void by_default_a_worker_is_expired_after_thirty_seconds_and_a_grace_of_four_flushes() {
    assertThat(policy.expiry()).isEqualTo(Duration.ofMillis(30_800));
  }

  @Test
  void a_short_timeout_flushes_more_often_and_keeps_the_least_grace() {
    LivenessPolicy brisk =
        LivenessPolicy.from(
            Settings.read(
                RegistrySettings.TABLE,
                Map.of(
                    "roster.worker.heartbeat-timeout",
                    "2s",
                    "roster.worker.heartbeat-interval",
                    "500ms")));
    assertThat(brisk.flushInterval()).isEqualTo(Duration.ofMillis(50));
    assertThat(brisk.expiry()).isEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void listening_is_marked_several_times_within_the_gap_that_would_mean_nobody_listened() {
    LivenessPolicy brisk =
        LivenessPolicy.from(
            Settings.read(
                RegistrySettings.TABLE,
                Map.of(
                    "roster.worker.heartbeat-timeout",
                    "2s",
                    "roster.worker.heartbeat-interval",
                    "1s")));

    assertThat(brisk.markInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(policy.markInterval()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void the_state_follows_silence_and_acceptance() {
    assertThat(policy.state(Duration.ofSeconds(30), true)).isEqualTo(ConnectionState.CONNECTED);
    assertThat(policy.state(Duration.ofSeconds(1), false)).isEqualTo(ConnectionState.RECONNECTING);
    assertThat(policy.state(Duration.ofSeconds(60), true)).isEqualTo(ConnectionState.RECONNECTING);
    assertThat(policy.state(Duration.ofMillis(60_001), true))
        .isEqualTo(ConnectionState.DISCONNECTED);
  }
}
