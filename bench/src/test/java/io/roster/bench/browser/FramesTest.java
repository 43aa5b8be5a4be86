/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramesTest {

  private final Frames frames = new Frames();

  @Test
  void a_frame_may_hold_several_messages() {
    assertThat(frames.take("3|one5|three")).containsExactly("one", "three");
  }

  @Test
  void a_message_may_come_in_several_frames() {
    assertThat(frames.take("1")).isEmpty();
    assertThat(frames.take("1|elev")).isEmpty();
    assertThat(frames.take("en more3|two")).containsExactly("eleven more", "two");
  }

  @Test
  void a_bar_in_a_message_does_not_end_it() {
    assertThat(frames.take("5|a|b|c1|d")).containsExactly("a|b|c", "d");
  }
}
