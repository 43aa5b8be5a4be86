/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.tx;

import io.roster.registry.platform.ConcurrentChange;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.RegistryMetrics;
import io.roster.registry.platform.jdbc.SqlFailures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Runs a change in a transaction of its own and, when two changes collide, runs it again from the
 * start.
 */
@ApplicationScoped
public class Transactions {

  private static final int ATTEMPTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 5;

  private UnitOfWork unit;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Transactions() {}

  @Inject
  public Transactions(UnitOfWork unit) {
    this.unit = unit;
  }

  /**
   * Runs the change and returns after its commit.
   *
   * @param operation for messages: {@code RegisterWorker}
   * @throws ConcurrentChange when it collided every time
   * @throws DatabaseAway when the database does not answer, and when the commit fails in a way that
   *     does not tell whether it reached the database: made again, the change could be made twice
   */
  public <T> T change(String operation, Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      AtomicBoolean worked = new AtomicBoolean();
      try {
        return unit.run(
            () -> {
              T answer = work.get();
              worked.set(true);
              return answer;
            });
      } catch (RegistryException foreseen) {
        throw foreseen;
      } catch (RuntimeException failed) {
        switch (SqlFailures.meaning(failed)) {
          case AWAY -> throw new DatabaseAway(failed);
          case BUG -> throw worked.get() ? new DatabaseAway(failed) : failed;
          case COLLISION -> {
            RegistryMetrics.conflicted(operation);
            if (attempt == ATTEMPTS) {
              throw new ConcurrentChange(operation, failed);
            }
            pause(attempt);
          }
        }
      }
    }
  }

  private static void pause(int attempt) {
    long most = FIRST_PAUSE_MILLIS << attempt;
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, most)));
  }
}
