/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import static io.roster.chaos.check.Told.ok;
import static io.roster.chaos.check.Told.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.chaos.history.Operation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerHistoriesTest {

  private static Optional<String> refutation(Operation... operations) {
    return Linearizer.refute(new WorkerModel(), List.of(operations));
  }

  private static Operation registered(long at, int generation, int version) {
    return ok(
        "register", at, at + 1, "", "worker=w generation=" + generation + " version=" + version);
  }

  private static Operation reconciled(
      long at, int generation, int sequence, String result, int version) {
    return ok(
        "reconcile",
        at,
        at + 1,
        "generation=" + generation + " sequence=" + sequence,
        "result=" + result + " version=" + version);
  }

  @Test
  void generations_and_cursors_move_forward() {
    assertThat(
            refutation(
                registered(0, 1, 1),
                reconciled(2, 1, 1, "APPLIED", 2),
                reconciled(4, 1, 1, "NOOP", 2),
                reconciled(6, 1, 2, "NOOP", 2),
                reconciled(8, 1, 1, "STALE", 2),
                registered(10, 2, 2),
                reconciled(12, 1, 3, "STALE", 2),
                ok("unregister", 14, 15, "", "found=true"),
                ok("reconcile", 16, 17, "generation=2 sequence=1", "result=GONE"),
                registered(18, 3, 1)))
        .isEmpty();
  }

  @Test
  void a_generation_given_twice_is_found() {
    assertThat(refutation(registered(0, 1, 1), registered(2, 1, 1))).isPresent();
  }

  @Test
  void a_lost_reconcile_is_found() {
    assertThat(
            refutation(
                registered(0, 1, 1),
                reconciled(2, 1, 1, "APPLIED", 2),
                reconciled(4, 1, 1, "APPLIED", 2)))
        .isPresent();
  }

  @Test
  void a_late_reconcile_that_is_applied_is_found() {
    assertThat(
            refutation(
                registered(0, 1, 1),
                reconciled(2, 1, 1, "APPLIED", 2),
                reconciled(4, 1, 2, "APPLIED", 3),
                reconciled(6, 1, 1, "APPLIED", 4)))
        .isPresent();
  }

  @Test
  void a_worker_that_vanishes_is_found() {
    assertThat(
            refutation(
                registered(0, 1, 1),
                ok("reconcile", 2, 3, "generation=1 sequence=1", "result=GONE")))
        .isPresent();
  }

  @Test
  void an_unanswered_reconcile_explains_a_later_version() {
    assertThat(
            refutation(
                registered(0, 1, 1),
                unknown("reconcile", 2, 3, "generation=1 sequence=1"),
                reconciled(4, 1, 2, "APPLIED", 3)))
        .isEmpty();
  }
}
