/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.platform.DatabaseAway;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TransactionsTest {

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void a_commit_that_fails_without_saying_how_is_not_tried_again() {
    Transactions transactions =
        new Transactions(new FailsAfterwards(1, new IllegalStateException("closed")));

    assertThatThrownBy(() -> transactions.change("test", runs::incrementAndGet))
        .isInstanceOf(DatabaseAway.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_commit_that_collides_is_made_again() {
    Transactions transactions =
        new Transactions(
            new FailsAfterwards(1, new IllegalStateException(new SQLException("busy", "40001"))));

    assertThat(transactions.<Integer>change("test", runs::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void a_mistake_in_the_work_itself_is_told_as_one() {
    Transactions transactions =
        new Transactions(new FailsAfterwards(0, new IllegalStateException()));

    assertThatThrownBy(
            () ->
                transactions.change(
                    "test",
                    () -> {
                      throw new UnsupportedOperationException("a mistake");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Runs the work, and then fails so many times as a commit does. */
  private static final class FailsAfterwards implements UnitOfWork {

    private final RuntimeException failure;
    private int times;

    FailsAfterwards(int times, RuntimeException failure) {
      this.times = times;
      this.failure = failure;
    }

    @Override
    public <T> T run(Supplier<T> work) {
      T answer = work.get();
      if (times-- > 0) {
        throw failure;
      }
      return answer;
    }
  }
}
