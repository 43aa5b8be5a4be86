/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.roster.console.testing.ConsoleTest;
import io.roster.console.ui.BrowserSignals;
import io.roster.console.ui.CopyText;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkersViewTest extends ConsoleTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @BeforeEach
  void logIn() {
    logInAs("vera");
  }

  @Test
  void an_empty_fleet_is_explained_with_the_exact_command() {
    open("workers");
    pass(SECOND);

    assertThat(shown("workers-empty")).isTrue();
    assertThat(shown("workers-grid")).isFalse();
    assertThat(one(CopyText.class, "node-command").text())
        .isEqualTo("./roster node --registry 10.0.0.1:50051");
    assertThat(one(CopyText.class, "daemon-setting").text())
        .contains("global_store_endpoints:", "host: \"10.0.0.1\", port: 50051");
  }

  @Test
  void a_worker_that_registers_appears_by_itself_within_a_second() {
    open("workers");
    pass(SECOND);
    registry.register("w-1");

    pass(SECOND);

    assertThat(rows()).containsExactly("w-1");
    assertThat(count()).isEqualTo("1");
  }

  @Test
  void a_worker_that_expires_moves_to_the_recently_gone() {
    registry.register("w-1");
    registry.register("w-2");
    open("workers");
    pass(SECOND);
    registry.expire("w-1");

    pass(SECOND);

    assertThat(rows()).containsExactly("w-2");
    assertThat(textOf("recently-gone")).contains("w-1", "expired", "daemon-w-1 · 10.0.0.7");
  }

  @Test
  void the_filter_comes_from_the_address() {
    registry.register("w-1");
    registry.register("w-2", WorkerCondition.DRAINING);
    open("workers", QueryParameters.fromString("q=NODE-W&state=draining"));
    pass(SECOND);

    assertThat(rows()).containsExactly("w-2");
    assertThat(count()).isEqualTo("1");
    assertThat(one(TextField.class, "filter-q").getValue()).isEqualTo("NODE-W");
    assertThat(pressed("state-draining")).isEqualTo("true");
    assertThat(pressed("state-ready")).isEqualTo("false");
  }

  @Test
  void a_filter_that_hides_all_says_so_and_can_be_cleared() {
    registry.register("w-1");
    open("workers");
    pass(SECOND);
    _setValue(one(TextField.class, "filter-q"), "nothing like this", true);
    assertThat(shown("workers-filtered-out")).isTrue();
    assertThat(shown("workers-grid")).isFalse();

    _click(one(Button.class, "workers-show-all"));

    assertThat(rows()).containsExactly("w-1");
    assertThat(one(TextField.class, "filter-q").getValue()).isEmpty();
  }

  @Test
  void a_state_can_be_chosen_and_left_again() {
    registry.register("w-1");
    registry.register("w-2", WorkerCondition.SILENT);
    open("workers");
    pass(SECOND);

    _click(one(Button.class, "state-silent"));
    assertThat(rows()).containsExactly("w-2");

    _click(one(Button.class, "state-silent"));
    assertThat(rows()).containsExactly("w-1", "w-2");
  }

  @Test
  void with_the_database_away_the_last_rows_stay_and_say_how_old_they_are() {
    registry.register("w-1");
    open("workers");
    pass(SECOND);
    registry.takeDatabaseAway();

    pass(Duration.ofSeconds(10));

    assertThat(rows()).containsExactly("w-1");
    assertThat(table().hasClassName("stale")).isTrue();
    assertThat(textOf("database-away")).contains("does not answer", "s old");

    registry.bringDatabaseBack();
    pass(SECOND);
    assertThat(shown("database-away")).isFalse();
    assertThat(table().hasClassName("stale")).isFalse();
  }

  @Test
  void with_the_database_away_from_the_start_nothing_is_claimed() {
    registry.takeDatabaseAway();
    open("workers");
    pass(SECOND);

    assertThat(shown("workers-never-read")).isTrue();
    assertThat(shown("workers-empty")).isFalse();
  }

  @Test
  void a_paused_page_stands_still_until_it_is_resumed() {
    open("workers");
    pass(SECOND);
    _click(one(Button.class, "pause"));
    registry.register("w-1");
    pass(SECOND);
    assertThat(shown("workers-grid")).isFalse();

    _click(one(Button.class, "pause"));

    assertThat(rows()).containsExactly("w-1");
  }

  @Test
  void a_hidden_tab_catches_up_when_it_is_seen_again() {
    open("workers");
    pass(SECOND);
    BrowserSignals signals = _get(BrowserSignals.class);
    ComponentUtil.fireEvent(signals, new BrowserSignals.Visibility(signals, true, false));
    registry.register("w-1");
    pass(SECOND);
    assertThat(shown("workers-grid")).isFalse();

    ComponentUtil.fireEvent(signals, new BrowserSignals.Visibility(signals, true, true));

    assertThat(rows()).containsExactly("w-1");
  }

  @SuppressWarnings("unchecked")
  private static Grid<WorkerFact> table() {
    return one(Grid.class, "workers-grid");
  }

  private static List<String> rows() {
    return GridKt._findAll(table()).stream().map(row -> row.worker().value()).toList();
  }

  private static String count() {
    return one(Span.class, "workers-count").getText();
  }

  private static String pressed(String testId) {
    return one(Button.class, testId).getElement().getAttribute("aria-pressed");
  }

  private static String textOf(String testId) {
    return one(Component.class, testId).getElement().getTextRecursively();
  }
}
