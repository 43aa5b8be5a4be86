/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class EventLaneIT {

  /** From a quarter to twelve until noon, in UTC. */
  private static final String LANES =
      """
      {"label": "3 events in 2 lanes", "from": 1769859900000, "to": 1769860800000, "lanes": [
        {"name": "key", "marks": [{"at": 1769859900000, "kind": "key.bound k", "tone": "good", "id": "1"}]},
        {"name": "worker", "marks": [
          {"at": 1769860350000, "kind": "worker.expired w", "tone": "bad", "id": "2"},
          {"at": 1769860800000, "kind": "worker.reconciled w", "tone": "plain", "id": "3"}]}]}
      """;

  @Test
  void what_was_lost_has_corners_and_what_came_is_round(Stage stage) {
    Locator lanes = stage.draw("event-lane", LANES);

    assertThat(lanes.locator("svg")).hasAttribute("aria-label", "3 events in 2 lanes");
    assertThat(lanes.locator(".row-name").allTextContents()).containsExactly("key", "worker");
    assertThat(Stage.attributes(lanes.locator("circle"), "class"))
        .containsExactly("event event-good", "event event-plain");
    assertThat(lanes.locator("path")).hasAttribute("class", "event event-bad");
    assertThat(lanes.locator(".event title").allTextContents())
        .containsExactly("key.bound k", "worker.expired w", "worker.reconciled w");
  }

  @Test
  void a_mark_stands_where_its_time_is(Stage stage) {
    Locator lanes = stage.draw("event-lane", LANES);

    assertThat(Stage.attributes(lanes.locator("circle"), "cx")).containsExactly("120.0", "990.0");
    assertThat(lanes.locator("path")).hasAttribute("d", "M550 34L560 44M560 34L550 44");
    assertThat(lanes.locator(".axis").allTextContents())
        .containsExactly("11:45:00", "11:48:45", "11:52:30", "11:56:15", "12:00:00");
  }

  @Test
  void everything_at_one_moment_is_drawn_all_the_same(Stage stage) {
    Locator lanes =
        stage.draw(
            "event-lane",
            """
            {"label": "", "from": 1769860800000, "to": 1769860800000, "lanes": [
              {"name": "key", "marks": [{"at": 1769860800000, "kind": "k", "tone": "good", "id": "1"}]}]}
            """);

    assertThat(lanes.locator("circle")).hasAttribute("cx", "120.0");
  }

  @Test
  void times_are_written_as_the_person_chooses_at_once(Stage stage) {
    Locator lanes = stage.draw("event-lane", LANES);
    Locator toggle = stage.put("zone-toggle").locator("button");

    toggle.click();

    assertThat(toggle).hasText("Local");
    assertThat(lanes.locator(".axis").first()).hasText("17:15:00");
  }
}
