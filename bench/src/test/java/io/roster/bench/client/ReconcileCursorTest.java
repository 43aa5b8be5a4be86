/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import static io.roster.bench.client.ReconcileCursor.Next.COME_AGAIN;
import static io.roster.bench.client.ReconcileCursor.Next.GO_ON;
import static io.roster.bench.client.ReconcileCursor.Next.GO_ON_REFUSED;
import static io.roster.bench.client.ReconcileCursor.Next.STAY;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_APPLIED;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_FATAL;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_IGNORED_STALE;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_NOOP;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_REBASE_REQUIRED;
import static io.roster.wire.globalstore.v1.ReconcileResultKind.RECONCILE_RESULT_KIND_RETRY_LATER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconcileCursorTest {

  private final ReconcileCursor cursor = new ReconcileCursor(3);

  @Test
  void the_first_request_of_a_generation_has_number_one() {
    assertThat(cursor.generation()).isEqualTo(3);
    assertThat(cursor.nextSeq()).isEqualTo(1);
  }

  @Test
  void a_request_that_was_taken_is_followed_by_the_next_number() {
    assertThat(cursor.answered(RECONCILE_RESULT_KIND_APPLIED)).isEqualTo(GO_ON);
    assertThat(cursor.answered(RECONCILE_RESULT_KIND_NOOP)).isEqualTo(GO_ON);
    assertThat(cursor.nextSeq()).isEqualTo(3);
  }

  @Test
  void a_request_that_was_put_off_comes_again_under_its_number() {
    assertThat(cursor.answered(RECONCILE_RESULT_KIND_RETRY_LATER)).isEqualTo(COME_AGAIN);
    assertThat(cursor.nextSeq()).isEqualTo(1);
  }

  @Test
  void a_lost_cursor_catches_up_one_request_after_another() {
    assertThat(cursor.answered(RECONCILE_RESULT_KIND_IGNORED_STALE)).isEqualTo(GO_ON_REFUSED);
    assertThat(cursor.answered(RECONCILE_RESULT_KIND_REBASE_REQUIRED)).isEqualTo(GO_ON_REFUSED);
    assertThat(cursor.nextSeq()).isEqualTo(3);
  }

  @Test
  void a_failure_acknowledges_nothing() {
    assertThat(cursor.answered(RECONCILE_RESULT_KIND_FATAL)).isEqualTo(STAY);
    assertThat(cursor.nextSeq()).isEqualTo(1);
  }
}
