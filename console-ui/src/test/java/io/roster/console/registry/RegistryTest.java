/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.console.testing.FakeRegistry;
import io.roster.console.testing.SettableClock;
import io.roster.registry.facts.Overview;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private final Registry registry = new FakeRegistry(new SettableClock()).asRegistry();
  private final List<Overview> seen = new ArrayList<>();

  @Test
  void all_tabs_that_show_a_picture_are_served_by_one_reading() {
    registry.whileShowing(1, this::look);
    registry.whileShowing(1, this::look);
    assertThat(seen.get(1)).isSameAs(seen.get(0));
  }

  @Test
  void what_a_person_asks_for_is_read_anew() {
    registry.whileShowing(1, this::look);
    look();
    assertThat(seen.get(1)).isNotSameAs(seen.get(0));
  }

  @Test
  void a_showing_that_fails_is_over_too() {
    registry.whileShowing(1, this::look);
    assertThatThrownBy(
            () ->
                registry.whileShowing(
                    1,
                    () -> {
                      throw new IllegalStateException("the view failed");
                    }))
        .hasMessage("the view failed");
    look();
    assertThat(seen.get(1)).isNotSameAs(seen.get(0));
  }

  private void look() {
    seen.add(registry.facts().overview());
  }
}
