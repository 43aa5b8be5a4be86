/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import static io.roster.chaos.check.Told.failed;
import static io.roster.chaos.check.Told.ok;
import static io.roster.chaos.check.Told.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.chaos.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyHistoriesTest {

  private static Operation swapped(long from, long until, String asked, String answered) {
    return ok("swap", from, until, asked, "swapped=true " + answered);
  }

  private static Operation read(long from, long until, String answered) {
    return ok("read", from, until, "", answered);
  }

  private static Optional<String> refutation(Operation... operations) {
    return Linearizer.refute(new KeyModel(), List.of(operations));
  }

  @Test
  void one_change_after_another_is_fine() {
    assertThat(
            refutation(
                read(0, 1, "artifact= generation=0"),
                swapped(2, 3, "artifact=a expected=", "artifact=a generation=0"),
                swapped(4, 5, "artifact=b expected=0", "artifact=b generation=1"),
                ok("swap", 6, 7, "artifact=c expected=0", "swapped=false artifact=b generation=1"),
                ok("revoke", 8, 9, "", "found=true"),
                swapped(10, 11, "artifact=a expected=", "artifact=a generation=0")))
        .isEmpty();
  }

  @Test
  void changes_at_the_same_time_may_have_come_in_any_order() {
    assertThat(
            refutation(
                swapped(0, 10, "artifact=b expected=", "artifact=b generation=1"),
                swapped(1, 9, "artifact=a expected=", "artifact=a generation=0"),
                read(2, 8, "artifact=a generation=0")))
        .isEmpty();
  }

  @Test
  void an_acknowledged_change_that_is_lost_is_found() {
    assertThat(
            refutation(
                swapped(0, 1, "artifact=a expected=", "artifact=a generation=0"),
                swapped(2, 3, "artifact=b expected=0", "artifact=b generation=1"),
                read(4, 5, "artifact=a generation=0")))
        .hasValueSatisfying(why -> assertThat(why).contains("after 2 of 3 answers"));
  }

  @Test
  void a_removed_key_that_comes_back_is_found() {
    assertThat(
            refutation(
                swapped(0, 1, "artifact=a expected=", "artifact=a generation=0"),
                ok("revoke", 2, 3, "", "found=true"),
                read(4, 5, "artifact=a generation=0")))
        .isPresent();
  }

  @Test
  void two_that_both_won_the_same_generation_are_found() {
    assertThat(
            refutation(
                swapped(0, 1, "artifact=a expected=", "artifact=a generation=0"),
                swapped(2, 9, "artifact=b expected=0", "artifact=b generation=1"),
                swapped(3, 8, "artifact=c expected=0", "artifact=c generation=1")))
        .isPresent();
  }

  @Test
  void a_read_of_what_was_already_replaced_is_found() {
    assertThat(
            refutation(
                swapped(0, 1, "artifact=a expected=", "artifact=a generation=0"),
                swapped(2, 20, "artifact=b expected=", "artifact=b generation=1"),
                read(3, 4, "artifact=b generation=1"),
                read(5, 6, "artifact=a generation=0")))
        .isPresent();
  }

  @Test
  void an_unanswered_change_may_happen_late_or_never() {
    Operation first = swapped(0, 1, "artifact=a expected=", "artifact=a generation=0");
    Operation lost = unknown("swap", 2, 3, "artifact=b expected=0");
    assertThat(refutation(first, lost, read(4, 5, "artifact=a generation=0"))).isEmpty();
    assertThat(refutation(first, lost, read(4, 5, "artifact=b generation=1"))).isEmpty();
    assertThat(
            refutation(
                first,
                lost,
                read(4, 5, "artifact=a generation=0"),
                read(6, 7, "artifact=b generation=1")))
        .isEmpty();
    assertThat(
            refutation(
                first,
                lost,
                read(4, 5, "artifact=b generation=1"),
                read(6, 7, "artifact=a generation=0")))
        .as("it cannot be undone")
        .isPresent();
  }

  @Test
  void a_refused_change_that_happened_is_found() {
    assertThat(
            refutation(
                swapped(0, 1, "artifact=a expected=", "artifact=a generation=0"),
                failed("swap", 2, 3, "artifact=b expected="),
                read(4, 5, "artifact=b generation=1")))
        .isPresent();
  }

  @Test
  void a_long_history_with_many_unknowns_is_decided() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String artifact = i % 2 == 0 ? "a" : "b";
      operations.add(
          swapped(
              i * 10L,
              i * 10L + 5,
              "artifact=" + artifact + " expected=",
              "artifact=" + artifact + " generation=" + i));
      if (i % 100 == 50) {
        operations.add(unknown("swap", i * 10L + 6, i * 10L + 7, "artifact=c expected=" + i / 2));
      }
    }
    assertThat(Linearizer.refute(new KeyModel(), operations)).isEmpty();
    operations.add(read(20_000, 20_001, "artifact=a generation=998"));
    assertThat(Linearizer.refute(new KeyModel(), operations))
        .hasValueSatisfying(why -> assertThat(why).doesNotContain("undecided"));
  }
}
