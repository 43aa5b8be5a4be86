/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.console.testing.FakeRegistry;
import io.roster.console.testing.SettableClock;
import io.roster.registry.facts.FleetFacts;
import io.roster.registry.platform.DatabaseAway;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedFactsTest {

  private final FakeRegistry registry = new FakeRegistry(new SettableClock());
  private final AtomicInteger asked = new AtomicInteger();
  private final SharedFacts shared =
      new SharedFacts(
          () -> {
            asked.incrementAndGet();
            return registry.facts;
          });

  @Test
  void whoever_shows_the_same_picture_is_given_the_same_answer() {
    assertThat(shared.of(7).overview()).isSameAs(shared.of(7).overview());
    assertThat(asked).hasValue(1);
  }

  @Test
  void the_next_picture_asks_anew() {
    shared.of(7).overview();
    shared.of(8).overview();
    assertThat(asked).hasValue(2);
  }

  @Test
  void another_question_has_another_answer() {
    FleetFacts facts = shared.of(7);
    assertThat(facts.overview()).isNotSameAs(facts.site());
    assertThat(asked).hasValue(2);
  }

  @Test
  void whoever_is_late_asks_for_itself() {
    shared.of(8).overview();
    assertThat(shared.of(7)).isSameAs(registry.facts);
  }

  @Test
  void a_database_that_is_away_is_asked_once_too() {
    registry.takeDatabaseAway();
    assertThatThrownBy(() -> shared.of(7).overview()).isInstanceOf(DatabaseAway.class);
    assertThatThrownBy(() -> shared.of(7).overview()).isInstanceOf(DatabaseAway.class);
    assertThat(asked).hasValue(1);
  }
}
