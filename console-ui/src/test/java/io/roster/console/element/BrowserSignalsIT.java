/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OnStage.class)
class BrowserSignalsIT {

  private static final String NOTE_SIGNALS =
      """
      signals => {
        window.told = [];
        for (const name of ['shortcut', 'visibility']) {
          signals.addEventListener(name, event => window.told.push(`${name} ${event.detail}`));
        }
      }""";

  private Page page;

  @BeforeEach
  void putTheSignals(Stage stage) {
    page = stage.page();
    stage.put("browser-signals").evaluate(NOTE_SIGNALS);
  }

  private Object told() {
    return page.evaluate("() => window.told.join(', ')");
  }

  private void happens(String target, String event) {
    page.evaluate(
        "([target, event]) => window[target].dispatchEvent(new Event(event))",
        List.of(target, event));
  }

  @Test
  void single_keys_and_pairs_that_begin_with_g_are_told() {
    page.keyboard().press("?");
    page.keyboard().press("g");
    page.keyboard().press("w");
    page.keyboard().press("w");

    assertThat(told()).isEqualTo("shortcut ?, shortcut g w");
  }

  @Test
  void what_is_typed_into_a_field_is_no_shortcut() {
    page.evaluate("() => document.body.append(document.createElement('input'))");
    page.locator("input").focus();
    page.keyboard().type("p r ?");

    assertThat(told()).isEqualTo("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Escape", "Enter"})
  void a_filter_is_left_with_what_was_typed_into_it(String key) {
    // As the filter's own field does, which forgets its text when it hears the key.
    page.evaluate(
        """
        () => {
          document.body.innerHTML += '<div data-search><input></div>';
          const input = document.querySelector('input');
          input.addEventListener('keydown', event => event.key.length > 1 && (input.value = ''));
        }""");
    page.locator("input").focus();
    page.keyboard().type("gpu-7");
    page.keyboard().press(key);

    assertThat(page.locator("input").inputValue()).isEqualTo("gpu-7");
    assertThat(page.evaluate("() => document.activeElement === document.body")).isEqualTo(true);
  }

  @Test
  void whether_the_tab_is_seen_is_told_until_the_page_is_left() {
    happens("document", "visibilitychange");
    assertThat(told()).isEqualTo("visibility true");

    happens("window", "pagehide");
    happens("document", "visibilitychange");
    assertThat(told()).isEqualTo("visibility true");

    happens("window", "pageshow");
    happens("document", "visibilitychange");
    assertThat(told()).isEqualTo("visibility true, visibility true");
  }
}
