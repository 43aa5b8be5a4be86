/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BulkTest {

  private static final int MOST = 10;

  private final Bulk bulk = new Bulk(MOST, Duration.ofMillis(1));

  @Test
  void what_finds_no_room_beside_the_others_comes_back_with_nothing_done() {
    assertThat(
            bulk.whenThereIsRoom(6, () -> bulk.whenThereIsRoom(5, () -> "inner").orElse("later")))
        .contains("later");
    assertThat(
            bulk.whenThereIsRoom(6, () -> bulk.whenThereIsRoom(4, () -> "inner").orElse("later")))
        .contains("inner");
  }

  @Test
  void what_is_larger_than_the_room_has_it_for_itself() {
    assertThat(
            bulk.whenThereIsRoom(
                MOST * 7, () -> bulk.whenThereIsRoom(1, () -> "inner").orElse("later")))
        .contains("later");
  }

  @Test
  void a_failure_gives_the_room_back() {
    assertThatThrownBy(
            () ->
                bulk.whenThereIsRoom(
                    MOST,
                    () -> {
                      throw new IllegalStateException("for the test");
                    }))
        .hasMessage("for the test");
    assertThat(bulk.whenThereIsRoom(MOST, () -> "next")).contains("next");
  }
}
