/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.console.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpdateRhythmTest {

  private final SettableClock clock = new SettableClock();
  private final UpdateRhythm rhythm = new UpdateRhythm();

  @Test
  void the_first_picture_is_due_at_once() {
    assertThat(due()).isTrue();
    assertThat(due()).isFalse();
  }

  @Test
  void without_change_one_picture_a_second_is_due() {
    due();
    assertThat(picturesIn(Duration.ofSeconds(10), false)).isEqualTo(10);
  }

  @Test
  void a_storm_of_changes_gives_two_pictures_a_second() {
    due();
    assertThat(picturesIn(Duration.ofSeconds(10), true)).isEqualTo(20);
  }

  @Test
  void a_change_after_a_quiet_time_is_due_within_half_a_second() {
    due();
    clock.tick(Duration.ofMillis(400));
    rhythm.change();
    assertThat(due()).isFalse();
    clock.tick(Duration.ofMillis(100));
    assertThat(due()).isTrue();
  }

  private int picturesIn(Duration time, boolean changing) {
    int pictures = 0;
    for (int step = 0; step < time.toMillis() / 10; step++) {
      clock.tick(Duration.ofMillis(10));
      if (changing) {
        rhythm.change();
      }
      pictures += due() ? 1 : 0;
    }
    return pictures;
  }

  private boolean due() {
    return rhythm.takeDue(clock.instant());
  }
}
