/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class TopologyGraphIT {

  private static final String FLEET =
      """
      {"label": "2 workers on 1 host", "width": 400, "height": 300, "focus": "%s", "marking": %s,
       "coordinators": [
         {"id": "a", "label": "a", "word": "leads", "leads": true, "gone": false, "x": 10, "y": 10, "w": 180, "h": 50},
         {"id": "b", "label": "a-coordinator-with-a-long-name", "word": "gone", "leads": false, "gone": true,
          "x": 200, "y": 10, "w": 180, "h": 50}],
       "hosts": [{"id": "h1", "label": "h1", "x": 10, "y": 100, "w": 120, "h": 90}],
       "workers": [
         {"id": "w1", "x": 40, "y": 140, "r": 16, "tone": "good", "word": "ready", "pool": 25},
         {"id": "w2", "x": 90, "y": 140, "r": 16, "tone": "bad", "word": "silent", "pool": 100, "stale": true, "marked": true}],
       "groups": [
         {"id": "g1", "label": "n1 – n9", "word": "9 hosts", "parts": [["good", 3], ["warn", 1]], "pool": 50,
          "marked": false, "stale": 0, "x": 200, "y": 100, "w": 180, "h": 56}],
       "flows": [{"x1": 40, "y1": 140, "x2": 90, "y2": 140, "weight": 2.5, "word": "1 transport"}]}
      """;

  private Locator graph;

  @BeforeEach
  void drawTheFleet(Stage stage) {
    graph = stage.draw("topology-graph", FLEET.formatted("w1", "true"));
    stage
        .page()
        .evaluate(
            "() => { window.chosen = []; document.querySelector('topology-graph')"
                + ".addEventListener('choose', event => window.chosen.push(event.detail)); }");
  }

  private static Object chosen(Page page) {
    return page.evaluate("() => window.chosen.join(' ')");
  }

  private Locator node(String id) {
    return graph.locator("[data-id='" + id + "']");
  }

  @Test
  void each_node_says_in_words_what_it_shows() {
    assertThat(graph.locator("svg")).hasAttribute("aria-label", "2 workers on 1 host");
    assertThat(Stage.attributes(graph.getByRole(AriaRole.BUTTON), "aria-label"))
        .containsExactly(
            "Coordinator a, leads",
            "Coordinator b, gone",
            "n1 – n9: 9 hosts",
            "Worker w1, ready, 25 % of its pool used",
            "Worker w2, silent, 100 % of its pool used, does not agree with the registry, holds the"
                + " artifact");
    assertThat(graph.locator(".flow title")).hasText("1 transport");
  }

  @Test
  void the_ring_is_as_full_as_the_pool_and_the_shape_tells_the_state() {
    assertThat(node("w1").locator(".pool")).hasAttribute("stroke-dasharray", "25.1 100.5");
    assertThat(node("w2").locator(".pool")).hasAttribute("stroke-dasharray", "100.5 100.5");
    String disc = node("w1").locator(".state").getAttribute("d");
    String cross = node("w2").locator(".state").getAttribute("d");
    assertThat(disc).contains("A");
    assertThat(cross).doesNotContain("A");
    assertThat(node("w1").locator(".stale-sign")).hasCount(0);
    assertThat(node("w2").locator(".stale-sign")).hasText("≠");
  }

  @Test
  void what_is_chosen_marked_leading_or_gone_looks_so() {
    assertThat(node("w1")).hasAttribute("aria-pressed", "true");
    assertThat(node("w2")).hasAttribute("aria-pressed", "false");
    assertThat(graph.locator("svg")).hasAttribute("class", "marking");
    assertThat(node("w2")).hasAttribute("class", "node worker tone-bad marked");
    assertThat(node("a").locator(".crown")).hasCount(1);
    assertThat(node("b").locator(".crown")).hasCount(0);
    assertThat(node("b")).hasAttribute("class", "node coordinator gone");
    assertThat(node("b").locator(".name")).hasText("a-coordinator-with-a-…");
  }

  @Test
  void a_group_shows_how_many_are_how() {
    assertThat(Stage.attributes(node("g1").locator(".part"), "width"))
        .containsExactly("117.0", "39.0");
    assertThat(Stage.attributes(node("g1").locator(".part"), "x"))
        .containsExactly("212.0", "329.0");
    assertThat(node("g1").locator(".pool-bar")).hasAttribute("width", "78.0");
  }

  @Test
  void a_node_is_chosen_by_the_mouse_and_by_keys(Stage stage) {
    Page page = stage.page();
    node("w2").locator(".reach").click();
    node("g1").focus();
    page.keyboard().press("Enter");
    node("a").focus();
    page.keyboard().press("Space");
    page.keyboard().press("x");

    assertThat(chosen(page)).isEqualTo("worker:w2 group:g1 coordinator:a");
  }

  @Test
  void the_focus_stays_on_its_node_when_the_fleet_is_drawn_anew(Stage stage) {
    node("w2").focus();

    stage.set(graph, "data", FLEET.formatted("w2", "false"));

    assertThat(node("w2")).isFocused();
    assertThat(node("w2")).hasAttribute("aria-pressed", "true");
  }
}
