/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

import static io.roster.chaos.check.Told.ok;
import static io.roster.chaos.check.Told.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.chaos.history.Operation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicaHistoriesTest {

  private static Optional<String> refutation(Operation... operations) {
    return Linearizer.refute(new ReplicaModel(), List.of(operations));
  }

  private static Operation registered(long from, long until, String id) {
    return ok("register", from, until, "request=r", "replica=" + id);
  }

  private static Operation withdrawn(long from, long until, String id, boolean found) {
    return ok("unregister", from, until, "replica=" + id, "found=" + found);
  }

  private static Operation read(long from, long until, String id) {
    return ok("read", from, until, "", "replica=" + id);
  }

  @Test
  void what_is_registered_stays_until_it_is_withdrawn() {
    assertThat(
            refutation(
                read(0, 1, ""),
                registered(2, 3, "x"),
                registered(4, 5, "x"),
                read(6, 7, "x"),
                withdrawn(8, 9, "x", true),
                withdrawn(10, 11, "x", false),
                read(12, 13, "")))
        .isEmpty();
  }

  @Test
  void an_acknowledged_replica_that_is_lost_is_found() {
    assertThat(refutation(registered(0, 1, "x"), read(2, 3, ""))).isPresent();
    assertThat(refutation(registered(0, 1, "x"), withdrawn(2, 3, "x", false))).isPresent();
  }

  @Test
  void a_withdrawn_replica_that_comes_back_is_found() {
    assertThat(refutation(registered(0, 1, "x"), withdrawn(2, 3, "x", true), read(4, 5, "x")))
        .isPresent();
  }

  @Test
  void a_doubled_registration_with_two_ids_is_found() {
    assertThat(refutation(registered(0, 1, "x"), registered(2, 3, "y"))).isPresent();
  }

  @Test
  void an_unanswered_registration_may_come_true_after_a_withdrawal() {
    Operation lost = unknown("register", 0, 1, "request=r");
    assertThat(refutation(lost, read(2, 3, ""))).isEmpty();
    assertThat(refutation(lost, registered(2, 3, "x"), withdrawn(4, 5, "x", true), read(6, 7, "y")))
        .isEmpty();
  }
}
