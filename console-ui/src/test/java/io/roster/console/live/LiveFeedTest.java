/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.shared.Registration;
import io.roster.console.live.FleetPicture.Source;
import io.roster.console.testing.FakeRegistry;
import io.roster.console.testing.SettableClock;
import io.roster.registry.facts.WorkerCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFeedTest {

  private final SettableClock clock = new SettableClock();
  private final FakeRegistry registry = new FakeRegistry(clock);
  private final HandFeed hand = new HandFeed(registry.asRegistry(), clock);
  private final LiveFeed feed = hand.feed();
  private final List<FleetPicture> seen = new ArrayList<>();

  @Test
  void a_new_worker_is_seen_within_a_second() {
    feed.look(seen::add);
    hand.pass(Duration.ofSeconds(3));
    registry.register("w-1");

    hand.pass(Duration.ofMillis(600));

    assertThat(last().overview().orElseThrow().workers()).containsEntry(WorkerCondition.READY, 1L);
    assertThat(last().events()).hasSize(1);
  }

  @Test
  void many_changes_at_once_become_one_picture() {
    feed.look(seen::add);
    hand.pass(Duration.ofSeconds(1));
    seen.clear();
    for (int worker = 0; worker < 500; worker++) {
      registry.register("w-" + worker);
    }

    hand.pass(Duration.ofMillis(500));

    assertThat(seen).hasSize(1);
    assertThat(last().overview().orElseThrow().workers())
        .containsEntry(WorkerCondition.READY, 500L);
    assertThat(last().events()).hasSize(JournalWindow.SIZE);
  }

  @Test
  void all_tabs_get_the_same_picture() {
    List<FleetPicture> other = new ArrayList<>();
    feed.look(seen::add);
    feed.look(other::add);

    hand.pass(Duration.ofSeconds(2));

    assertThat(other).isEqualTo(seen);
    assertThat(other.get(0)).isSameAs(seen.get(0));
  }

  @Test
  void nothing_runs_while_nobody_looks() {
    assertThat(hand.isTicking()).isFalse();
    Registration one = feed.look(seen::add);
    Registration two = feed.look(picture -> {});
    assertThat(registry.listeners()).isEqualTo(1);

    one.remove();
    assertThat(hand.isTicking()).isTrue();
    two.remove();
    two.remove();

    assertThat(hand.isTicking()).isFalse();
    assertThat(registry.listeners()).isZero();
  }

  @Test
  void what_was_written_while_nobody_looked_is_read_again() {
    feed.look(seen::add).remove();
    registry.register("w-1");
    registry.expire("w-1");

    feed.look(seen::add);
    hand.pass(Duration.ofSeconds(1));

    assertThat(last().events()).hasSize(2);
  }

  @Test
  void with_the_database_away_the_last_figures_stay_and_age() {
    registry.register("w-1");
    feed.look(seen::add);
    hand.pass(Duration.ofSeconds(1));
    registry.takeDatabaseAway();

    hand.pass(Duration.ofSeconds(14));

    assertThat(last().source()).isEqualTo(Source.DATABASE_AWAY);
    assertThat(last().overview().orElseThrow().workers()).containsEntry(WorkerCondition.READY, 1L);
    assertThat(last().age()).isBetween(Duration.ofSeconds(13), Duration.ofSeconds(15));

    registry.bringDatabaseBack();
    hand.pass(Duration.ofSeconds(1));
    assertThat(last().source()).isEqualTo(Source.CURRENT);
    assertThat(last().age()).isZero();
  }

  @Test
  void a_failing_tab_does_not_keep_the_others_waiting() {
    feed.look(
        picture -> {
          throw new IllegalStateException("this tab is broken");
        });
    feed.look(seen::add);

    hand.pass(Duration.ofSeconds(1));

    assertThat(seen).isNotEmpty();
  }

  private FleetPicture last() {
    return seen.get(seen.size() - 1);
  }
}
