/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

  private static Options parse(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = ".";
    System.arraycopy(options, 0, all, 1, options.length);
    return Options.parse(all);
  }

  @Test
  void one_seed_unless_told() {
    assertThat(parse().seeds()).isEqualTo(1);
    Options told = parse("--seeds", "200", "--first-seed", "7", "--leader-lease", "PT2S");
    assertThat(told.seeds()).isEqualTo(200);
    assertThat(told.firstSeed()).isEqualTo(7);
    assertThat(told.leaderLease()).isEqualTo("PT2S");
    assertThat(parse("--product", "/elsewhere").tree()).hasToString("/elsewhere");
  }

  @Test
  void measurements_take_the_place_of_seeds() {
    assertThat(parse().measurements()).isEmpty();
    assertThat(parse().times()).isEmpty();
    Options told = parse("--measure", "all", "--seed", "3", "--times", "2");
    assertThat(told.measurements()).isPresent();
    assertThat(told.firstSeed()).isEqualTo(3);
    assertThat(told.times()).hasValue(2);
    assertThat(parse("--measure", "outage,hand-over").measurements()).isPresent();
    assertThatThrownBy(() -> parse("--measure", "outage,speed"))
        .hasMessageContaining("there is no measurement speed")
        .hasMessageContaining("coordinator-killed");
  }

  @Test
  void an_upgrade_begins_at_another_version() {
    Options told = parse("--measure", "rolling-upgrade", "--product", "/older");
    assertThat(told.tree()).hasToString("/older");
    assertThat(told.own()).isNotEqualTo(told.tree());
    assertThatThrownBy(() -> parse("--measure", "rolling-upgrade"))
        .hasMessageContaining("name the tree of the older one");
  }

  @Test
  void what_makes_no_sense_is_refused_with_a_sentence() {
    assertThatThrownBy(() -> parse("--seeds", "none")).hasMessageContaining("give a whole number");
    assertThatThrownBy(() -> parse("--seeds", "0")).hasMessageContaining("give 1 or more");
    assertThatThrownBy(() -> parse("--seeds")).hasMessageContaining("is not followed");
    assertThatThrownBy(() -> parse("--hard", "1")).hasMessageContaining("there is no option");
    assertThatThrownBy(() -> parse("--leader-lease", "5")).hasMessageContaining("PT2S");
  }
}
