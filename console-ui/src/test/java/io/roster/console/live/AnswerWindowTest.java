/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerWindowTest {

  private final AnswerWindow window = new AnswerWindow();

  @Test
  void a_browser_that_answers_is_asked_now_and_then_and_never_waits() {
    int questions = 0;
    for (int update = 0; update < 100; update++) {
      assertThat(window.isOpen()).isTrue();
      if (window.sent()) {
        questions++;
        window.answered();
      }
    }
    assertThat(questions).isEqualTo(100 / AnswerWindow.BETWEEN_QUESTIONS);
  }

  @Test
  void a_browser_that_does_not_answer_gets_no_more_than_the_window_and_goes_on_when_it_does() {
    int updates = 0;
    int questions = 0;
    while (window.isOpen()) {
      updates++;
      questions += window.sent() ? 1 : 0;
    }
    assertThat(updates).isEqualTo(AnswerWindow.MOST_UNANSWERED);
    assertThat(questions).isEqualTo(1);
    window.answered();
    assertThat(window.isOpen()).isTrue();
    assertThat(window.sent()).as("what came after the question is still unanswered").isTrue();
  }
}
