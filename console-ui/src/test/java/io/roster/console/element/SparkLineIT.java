/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class SparkLineIT {

  @Test
  void the_highest_is_at_the_top_and_nothing_at_the_bottom(Stage stage) {
    Locator line = stage.draw("spark-line", "{\"label\": \"Workers\", \"points\": [0, 5, 10]}");

    assertThat(line.locator("svg")).hasAttribute("aria-label", "Workers");
    assertThat(Stage.attributes(line.locator(".line"), "d"))
        .containsExactly("M3.0 29.0L80.0 16.0L157.0 3.0");
  }

  @Test
  void a_time_in_which_nothing_was_seen_is_a_gap_and_not_a_zero(Stage stage) {
    Locator line =
        stage.draw("spark-line", "{\"label\": \"\", \"points\": [null, 2, 2, null, null, 2, 2]}");

    assertThat(Stage.attributes(line.locator(".line"), "d"))
        .containsExactly("M28.7 3.0L54.3 3.0", "M131.3 3.0L157.0 3.0");
  }

  @Test
  void a_lone_point_can_be_seen(Stage stage) {
    Locator line = stage.draw("spark-line", "{\"label\": \"\", \"points\": [null, 7, null]}");

    assertThat(Stage.attributes(line.locator(".line"), "d")).containsExactly("M80.0 3.0h0");
    assertThat(line.locator(".line")).hasCSS("stroke-linecap", "round");
  }

  @Test
  void where_nothing_is_known_nothing_is_drawn(Stage stage) {
    for (String points : new String[] {"[]", "[null, null]"}) {
      Locator line = stage.put("spark-line").last();
      stage.set(line, "data", "{\"label\": \"Workers\", \"points\": " + points + "}");
      assertThat(line.locator("svg")).hasAttribute("aria-label", "Workers");
      assertThat(line.locator("path")).hasCount(0);
    }
  }

  @Test
  void a_line_that_never_moves_stays_inside_the_picture(Stage stage) {
    Locator line = stage.draw("spark-line", "{\"label\": \"\", \"points\": [0, 0]}");

    assertThat(Stage.attributes(line.locator(".line"), "d"))
        .containsExactly("M3.0 29.0L157.0 29.0");
  }

  @Test
  void other_data_replace_the_line(Stage stage) {
    Locator line = stage.draw("spark-line", "{\"label\": \"\", \"points\": [0, 1]}");

    stage.set(line, "data", "{\"label\": \"\", \"points\": [1, 0]}");

    assertThat(Stage.attributes(line.locator(".line"), "d")).containsExactly("M3.0 3.0L157.0 29.0");
  }
}
