/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.console.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginBrakeTest {

  private final SettableClock clock = new SettableClock();
  private final LoginBrake brake = new LoginBrake(clock);

  @Test
  void the_first_failures_cost_nothing() {
    fail(LoginBrake.FREE_FAILURES - 1);
    assertThat(waitFor()).isZero();
  }

  @Test
  void further_failures_double_the_wait_up_to_half_a_minute() {
    fail(LoginBrake.FREE_FAILURES);
    assertThat(waitFor()).isEqualTo(Duration.ofSeconds(1));
    fail(1);
    assertThat(waitFor()).isEqualTo(Duration.ofSeconds(2));
    fail(100);
    assertThat(waitFor()).isEqualTo(LoginBrake.LONGEST_WAIT);
    clock.tick(LoginBrake.LONGEST_WAIT);
    assertThat(waitFor()).isZero();
  }

  @Test
  void a_new_session_does_not_reset_the_account() {
    fail(6);
    assertThat(brake.waitFor("admin", "another session")).isPositive();
  }

  @Test
  void another_account_in_the_same_session_waits_too() {
    fail(6);
    assertThat(brake.waitFor("vera", "s1")).isPositive();
    assertThat(brake.waitFor("vera", "s2")).isZero();
  }

  @Test
  void success_and_time_forgive() {
    fail(6);
    brake.succeeded("admin", "s1");
    assertThat(waitFor()).isZero();

    fail(6);
    clock.tick(LoginBrake.FORGOTTEN_AFTER.plusSeconds(1));
    fail(1);
    assertThat(waitFor()).isZero();
  }

  @Test
  void remembers_a_bounded_number_of_names() {
    fail(6);
    for (int name = 0; name < LoginBrake.REMEMBERED; name++) {
      brake.failed("name-" + name, "s-" + name);
    }
    assertThat(waitFor()).isZero();
  }

  private void fail(int times) {
    for (int failure = 0; failure < times; failure++) {
      brake.failed("admin", "s1");
    }
  }

  private Duration waitFor() {
    return brake.waitFor("admin", "s1");
  }
}
