/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void counts_are_short() {
    assertThat(Text.bytes(0)).isEqualTo("0 B");
    assertThat(Text.bytes(1_023)).isEqualTo("1023 B");
    assertThat(Text.bytes(1_536)).isEqualTo("1.5 KiB");
    assertThat(Text.bytes(3L << 40)).isEqualTo("3.0 TiB");
    assertThat(Text.seconds(Duration.ofMillis(1_260))).isEqualTo("1.3 s");
  }

  @Test
  void columns_stand_below_each_other() {
    assertThat(Text.table(List.of(List.of("A", "SIZE"), List.of("longer", "1 B"))))
        .containsExactly("A       SIZE", "longer  1 B");
  }
}
