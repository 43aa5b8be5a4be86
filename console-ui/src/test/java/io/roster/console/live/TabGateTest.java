/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.console.testing.FakeRegistry;
import io.roster.console.testing.SettableClock;
import org.junit.jupiter.api.Test;

class TabGateTest {

  private final SettableClock clock = new SettableClock();
  private final FakeRegistry registry = new FakeRegistry(clock);
  private final FleetReader reader = new FleetReader(registry.asRegistry(), clock);
  private final TabGate gate = new TabGate(reader.read());

  @Test
  void shows_the_newest_picture() {
    FleetPicture newest = reader.read();
    gate.offer(newest);

    assertThat(gate.open()).isTrue();
    assertThat(gate.picture()).isSameAs(newest);
  }

  @Test
  void a_paused_tab_stands_still_and_counts_what_it_holds_back() {
    FleetPicture before = gate.picture();
    gate.pause();
    registry.register("w-1");
    registry.register("w-2");
    reader.forgetJournal();
    FleetPicture newest = reader.read();
    gate.offer(newest);

    assertThat(gate.open()).isFalse();
    assertThat(gate.picture()).isSameAs(before);
    assertThat(gate.heldBack()).isEqualTo(2);

    gate.resume();
    assertThat(gate.picture()).isSameAs(newest);
    assertThat(gate.heldBack()).isZero();
  }

  @Test
  void a_hidden_tab_wants_nothing() {
    gate.hide();
    assertThat(gate.open()).isFalse();
    gate.reveal();
    assertThat(gate.open()).isTrue();
  }
}
