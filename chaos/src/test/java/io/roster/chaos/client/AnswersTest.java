/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private final Answers answers = new Answers();

  @BeforeEach
  void three_writes_and_a_failure() {
    answers.acknowledged(100, "a");
    answers.acknowledged(110, "a");
    answers.failed(400);
    answers.acknowledged(510, "b");
  }

  @Test
  void a_gap_counts_wherever_it_touches_the_stretch() {
    assertThat(answers.longestGap(0, 105).micros()).isEqualTo(10);
    assertThat(answers.longestGap(200, 300).micros()).as("it lasts all the time").isEqualTo(400);
    assertThat(answers.longestGap(505, 900).micros()).as("it ends in it").isEqualTo(400);
    assertThat(answers.longestGap(600, 900).micros()).isZero();
  }

  @Test
  void who_acknowledged_last_before_a_moment() {
    assertThat(answers.coordinatorAt(50)).isEmpty();
    assertThat(answers.coordinatorAt(200)).isEqualTo("a");
    assertThat(answers.coordinatorAt(600)).isEqualTo("b");
    assertThat(answers.firstAfter(110)).hasValue(510);
    assertThat(answers.firstAfter(510)).isEmpty();
  }

  @Test
  void who_acknowledged_last() {
    assertThat(answers.lastCoordinator()).isEqualTo("b");
    answers.acknowledged(600, "a");
    assertThat(answers.lastCoordinator()).isEqualTo("a");
    assertThat(new Answers().lastCoordinator()).as("nothing was acknowledged").isEmpty();
  }

  @Test
  void failures_are_counted_by_when_they_ended() {
    assertThat(answers.failures(0, 399)).isZero();
    assertThat(answers.failures(400, 400)).isEqualTo(1);
    assertThat(answers.count()).isEqualTo(3);
  }
}
