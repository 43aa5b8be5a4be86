/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeasePolicyTest {

  private static final Duration PROMISED = Duration.ofSeconds(3);

  private final LeasePolicy usual =
      new LeasePolicy(
          Settings.read(RegistrySettings.TABLE, Map.of()).get(RegistrySettings.LEADER_LEASE));

  @Test
  void a_lost_leader_is_replaced_within_the_promised_time() {
    assertThat(usual.length().plus(usual.look()).multipliedBy(4).dividedBy(3))
        .as("with a quarter left for a slow machine")
        .isLessThan(PROMISED);
  }

  @Test
  void a_leader_that_misses_a_renewal_still_has_time_for_another() {
    assertThat(usual.renewal().plus(usual.look()).multipliedBy(2)).isLessThan(usual.length());
  }
}
