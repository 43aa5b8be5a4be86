/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the header learns that nobody is at the other end, in a time that stands still. */
@ExtendWith(OnStage.class)
class LiveStatusIT {

  /** What the page itself notices of its connection: nothing. */
  private static final String CONNECTED =
      """
      () => {
        window.Vaadin.connectionState = {
          state: 'connected', addStateChangeListener() {}, removeStateChangeListener() {}
        };
      }""";

  private static final Consumer<Route> ANSWERS = Route::resume;
  private static final Consumer<Route> IS_GONE = Route::abort;

  private final AtomicInteger questions = new AtomicInteger();
  private Consumer<Route> coordinator = ANSWERS;
  private Stage stage;
  private Locator status;
  private Locator state;

  @BeforeAll
  static void stopTheClock(Stage stage) {
    stage.page().clock().install();
    stage.page().clock().pauseAt(System.currentTimeMillis() + 60_000);
  }

  @BeforeEach
  void putTheStatus(Stage given) {
    stage = given;
    stage.page().evaluate(CONNECTED);
    stage
        .page()
        .route(
            "**/*.js",
            route -> {
              questions.incrementAndGet();
              coordinator.accept(route);
            });
    status = stage.put("live-status");
    state = status.getByTestId("live-state");
  }

  private void pictureArrives(int number) {
    stage.set(status, "arrival", number + ":0");
  }

  private void pass(int seconds) {
    stage.page().clock().runFor(seconds * 1_000L);
  }

  private Locator announcement() {
    return status.getByRole(AriaRole.STATUS);
  }

  @Test
  void while_pictures_come_it_is_live_and_asks_nothing() {
    assertThat(state).hasText("waiting");
    for (int number = 1; number <= 10; number++) {
      pictureArrives(number);
      pass(1);
      assertThat(state).hasText("live");
    }
    assertThat(questions).hasValue(0);
  }

  @Test
  void a_coordinator_that_answers_but_sends_nothing_is_stale() {
    pictureArrives(1);
    pass(5);
    assertThat(state).hasText("stale 5 s");
    assertThat(announcement()).hasText("The data are stale.");
    pass(1);
    assertThat(state).hasText("stale 6 s");

    pictureArrives(2);
    pass(1);
    assertThat(state).hasText("live");
  }

  @Test
  void a_coordinator_that_is_gone_is_told_of_until_it_is_back() {
    coordinator = IS_GONE;
    pictureArrives(1);
    pass(5);
    assertThat(state).hasText("disconnected");
    assertThat(announcement()).hasText("The connection to the coordinator is lost.");

    coordinator = ANSWERS;
    pass(1);
    assertThat(state).hasText("stale 6 s");

    pictureArrives(2);
    pass(1);
    assertThat(state).hasText("live");
  }

  @Test
  void a_proxy_that_does_not_reach_the_coordinator_does_not_stand_for_it() {
    coordinator = route -> route.fulfill(new Route.FulfillOptions().setStatus(502));
    pictureArrives(1);
    pass(5);

    assertThat(state).hasText("disconnected");
  }

  @Test
  void a_page_that_was_paused_says_so_too() {
    coordinator = IS_GONE;
    pictureArrives(1);
    stage.set(status, "paused", true);
    pass(1);
    assertThat(state).hasText("paused");
    pass(4);

    assertThat(state).hasText("disconnected");
  }

  @Test
  void one_question_at_a_time_is_open() {
    // It neither answers nor refuses.
    coordinator = route -> {};
    pictureArrives(1);
    pass(5);
    stage.page().waitForCondition(() -> questions.get() > 0);
    pass(1);
    pass(1);

    assertThat(questions).hasValue(1);
  }
}
