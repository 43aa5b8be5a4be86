/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import static io.roster.chaos.check.Told.ok;
import static io.roster.chaos.check.Told.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.chaos.history.Operation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseHistoriesTest {

  private static final long SECOND = 1_000_000;

  private static Optional<String> refutation(Operation... operations) {
    return Linearizer.refute(new LeaseModel(), List.of(operations));
  }

  private static Operation granted(long at, String holder, int generation, long expires) {
    return ok(
        "acquire",
        at,
        at + 1_000,
        "holder=" + holder + " ttl_micros=1000000",
        "acquired=true holder="
            + holder
            + " token=t"
            + generation
            + " generation="
            + generation
            + " expires="
            + expires);
  }

  private static Operation refused(long at, String holder, String heldBy, int generation) {
    return ok(
        "acquire",
        at,
        at + 1_000,
        "holder=" + holder + " ttl_micros=1000000",
        "acquired=false token= holder=" + heldBy + " generation=" + generation + " expires=0");
  }

  @Test
  void it_goes_from_one_holder_to_the_next() {
    assertThat(
            refutation(
                granted(SECOND, "a", 1, 2 * SECOND),
                refused(SECOND + 10_000, "b", "a", 1),
                ok(
                    "keepalive",
                    SECOND + 20_000,
                    SECOND + 21_000,
                    "token=t1 ttl_micros=1000000",
                    "found=true expires=" + (2 * SECOND + 20_000)),
                granted(3 * SECOND, "b", 2, 4 * SECOND),
                ok("release", 3 * SECOND + 5_000, 3 * SECOND + 6_000, "token=t2", "found=true"),
                granted(3 * SECOND + 10_000, "a", 3, 4 * SECOND)))
        .isEmpty();
  }

  @Test
  void two_holders_at_a_time_are_found() {
    assertThat(
            refutation(
                granted(SECOND, "a", 1, 2 * SECOND), granted(SECOND + 500_000, "b", 2, 3 * SECOND)))
        .isPresent();
  }

  @Test
  void two_holders_of_one_generation_are_found() {
    assertThat(
            refutation(
                granted(SECOND, "a", 1, 2 * SECOND), granted(3 * SECOND, "b", 1, 4 * SECOND)))
        .isPresent();
  }

  @Test
  void a_refusal_while_nobody_holds_it_is_found() {
    assertThat(refutation(granted(SECOND, "a", 1, 2 * SECOND), refused(3 * SECOND, "b", "a", 1)))
        .isPresent();
  }

  @Test
  void a_dead_lease_that_is_kept_alive_is_found() {
    assertThat(
            refutation(
                granted(SECOND, "a", 1, 2 * SECOND),
                granted(3 * SECOND, "b", 2, 4 * SECOND),
                ok(
                    "keepalive",
                    3 * SECOND + 10_000,
                    3 * SECOND + 11_000,
                    "token=t1 ttl_micros=1000000",
                    "found=true expires=" + 4 * SECOND)))
        .isPresent();
  }

  @Test
  void an_unanswered_extension_may_hold_others_off() {
    assertThat(
            refutation(
                granted(SECOND, "a", 1, 2 * SECOND),
                unknown("keepalive", 2 * SECOND - 5_000, 2 * SECOND, "token=t1 ttl_micros=1000000"),
                refused(2 * SECOND + 500_000, "b", "a", 1)))
        .isEmpty();
  }
}
