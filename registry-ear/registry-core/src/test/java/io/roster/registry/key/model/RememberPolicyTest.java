/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.KeyMapping.Kind;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RememberPolicyTest {

  @ParameterizedTest
  @CsvSource({"PT1S,1", "PT0S,0", "PT0.001S,1", "PT2.5S,3"})
  void a_swapped_key_is_remembered_for_whole_seconds_rounded_up(Duration configured, int seconds) {
    assertThat(new RememberPolicy(configured).seconds(key(Kind.ALIAS, OptionalLong.of(77))))
        .isEqualTo(seconds);
  }

  @Test
  void a_fixed_key_is_remembered_as_long_as_its_publisher_says_or_half_a_minute() {
    RememberPolicy policy = new RememberPolicy(Duration.ofSeconds(1));

    assertThat(policy.seconds(key(Kind.IMMUTABLE, OptionalLong.empty()))).isEqualTo(30);
    assertThat(policy.seconds(key(Kind.IMMUTABLE, OptionalLong.of(7)))).isEqualTo(7);
    assertThat(policy.seconds(key(Kind.IMMUTABLE, OptionalLong.of(0)))).isZero();
    assertThat(policy.seconds(key(Kind.IMMUTABLE, OptionalLong.of(315_576_000_000L))))
        .as("the most that the wire can say, unsigned")
        .isEqualTo(-1);
  }

  private static KeyMapping key(Kind kind, OptionalLong ttl) {
    return new KeyMapping("k", "a", "", "", ttl, 0, kind);
  }
}
