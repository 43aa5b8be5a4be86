/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {

  private final Facts facts = new Facts("Worker");
  private final List<String> made = new ArrayList<>();

  @Test
  void a_fact_that_did_not_change_is_not_made_anew() {
    show("node-1");
    show("node-1");
    assertThat(made).containsExactly("node-1");
    assertThat(facts.getElement().getTextRecursively()).contains("node-1");
  }

  @Test
  void a_fact_that_changed_takes_the_place_of_the_former() {
    show("node-1");
    show("node-2");
    assertThat(facts.getElement().getTextRecursively()).contains("node-2").doesNotContain("node-1");
  }

  @Test
  void a_fact_that_was_shown_in_another_way_meanwhile_is_made_anew() {
    show("node-1");
    facts.fact("node", "Node", Facts.mono("gone"));
    show("node-1");
    assertThat(made).containsExactly("node-1", "node-1");
  }

  private void show(String node) {
    facts.fact("node", "Node", node, this::mono);
  }

  private Component mono(String text) {
    made.add(text);
    return Facts.mono(text);
  }
}
