/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class HeartbeatStripIT {

  @Test
  void each_heartbeat_tells_by_colour_height_and_word_how_it_came(Stage stage) {
    Locator strip =
        stage.draw("heartbeat-strip", "{\"label\": \"4 heartbeats\", \"ticks\": \"olm-\"}");

    assertThat(strip.locator("svg")).hasAttribute("aria-label", "4 heartbeats");
    Locator bars = strip.locator("rect");
    assertThat(Stage.attributes(bars, "class"))
        .containsExactly("tick tick-o", "tick tick-l", "tick tick-m", "tick tick-none");
    assertThat(Stage.attributes(bars, "height")).containsExactly("25", "15", "5", "2");
    assertThat(Stage.attributes(bars, "x")).containsExactly("1", "9", "17", "25");
    assertThat(bars.locator("title").allTextContents())
        .containsExactly("on time", "late", "missed", "not known");
  }

  @Test
  void before_the_first_heartbeat_there_is_no_bar(Stage stage) {
    Locator strip = stage.draw("heartbeat-strip", "{\"label\": \"none yet\", \"ticks\": \"\"}");

    assertThat(strip.locator("svg")).hasAttribute("aria-label", "none yet");
    assertThat(strip.locator("rect")).hasCount(0);
  }
}
