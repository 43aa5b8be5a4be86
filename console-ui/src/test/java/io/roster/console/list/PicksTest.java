/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicksTest {

  private final Picks picks = new Picks();
  private final List<String> told = new ArrayList<>();

  @Test
  void a_row_is_chosen_and_left_again_and_each_time_that_is_told() {
    picks.onChange(() -> told.add(String.join(",", picks.all())));

    picks.toggle("w-2");
    picks.toggle("w-1");
    picks.toggle("w-2");
    picks.clear();

    assertThat(told).containsExactly("w-2", "w-1,w-2", "w-1", "");
    assertThat(picks.isEmpty()).isTrue();
  }
}
