/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.platform.jdbc.SqlFailures.Meaning;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "40001,COLLISION", "40P01,COLLISION", "23505,COLLISION", "55P03,COLLISION",
    "08006,AWAY", "57P01,AWAY", "53300,AWAY", "25006,AWAY",
    "42703,BUG", "23514,BUG"
  })
  void a_state_has_its_meaning_however_deep_it_is_wrapped(String state, Meaning meaning) {
    Throwable wrapped =
        new RuntimeException(new PersistenceException(new SQLException("x", state)));
    assertThat(SqlFailures.meaning(wrapped)).isEqualTo(meaning);
  }

  @Test
  void a_stale_version_is_a_collision() {
    assertThat(SqlFailures.meaning(new PersistenceException(new OptimisticLockException())))
        .isEqualTo(Meaning.COLLISION);
  }

  @Test
  void a_pool_that_gets_no_connection_says_no_state_and_means_away() {
    assertThat(SqlFailures.meaning(new SQLException("Error in allocating a connection")))
        .isEqualTo(Meaning.AWAY);
  }

  @Test
  void anything_else_is_a_mistake_of_ours() {
    assertThat(SqlFailures.meaning(new IllegalStateException("x"))).isEqualTo(Meaning.BUG);
  }
}
