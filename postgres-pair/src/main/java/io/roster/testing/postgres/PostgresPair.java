/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.testing.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A primary and a standby that follows it by streaming replication. Synchronous: a commit is
 * answered when both have it, so that what was acknowledged outlives the primary.
 *
 * <p>The embedded PostgreSQL has no {@code pg_basebackup}; a standby begins as a copy of the
 * primary's files, made between {@code pg_backup_start} and {@code pg_backup_stop}.
 */
public final class PostgresPair implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;

  private PostgresServer primary;
  private PostgresServer standby;

  private PostgresPair(Path home, Path folder) {
    primary = new PostgresServer("pair_one", home, folder.resolve("one"));
    standby = new PostgresServer("pair_two", home, folder.resolve("two"));
  }

  /**
   * Makes and starts both.
   *
   * @param home the folder with PostgreSQL's {@code bin}, {@code lib} and {@code share}: {@code
   *     runtime/postgres} of the distribution
   * @param folder where they keep everything
   */
  public static PostgresPair start(Path home, Path folder) {
    PostgresPair pair = new PostgresPair(home, folder);
    try {
      pair.primary.initialise();
      pair.primary.start();
      pair.follow();
      return pair;
    } catch (RuntimeException failed) {
      pair.close();
      throw failed;
    }
  }

  private void follow() {
    standby.copy(primary);
    standby.start();
    await("the standby to follow", () -> isState("streaming", "state"));
    primary.execute("alter system set synchronous_standby_names = '" + standby.name() + "'");
    primary.execute("select pg_reload_conf()");
    await("the standby to be synchronous", () -> isState("sync", "sync_state"));
  }

  private boolean isState(String wanted, String column) {
    return primary
        .ask(
            "select "
                + column
                + " from pg_stat_replication where application_name = '"
                + standby.name()
                + "'")
        .filter(wanted::equals)
        .isPresent();
  }

  /** The server that takes changes. */
  public PostgresServer primary() {
    return primary;
  }

  /** The server that follows. */
  public PostgresServer standby() {
    return standby;
  }

  public void createDatabase(String name) {
    primary.execute("create database " + name);
  }

  /** The address of a database on whichever of the two takes changes. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + primary.port()
        + ",127.0.0.1:"
        + standby.port()
        + "/"
        + database
        + "?targetServerType=primary";
  }

  /**
   * Makes the standby the primary, and returns when it takes changes. From then on it commits
   * alone. The former primary should be dead.
   */
  public void promote() {
    standby.execute("select pg_promote(true, " + LIMIT.toSeconds() + ")");
    await(
        "the standby to take changes",
        () -> standby.ask("select pg_is_in_recovery()").filter("f"::equals).isPresent());
    PostgresServer promoted = standby;
    standby = primary;
    primary = promoted;
  }

  /** Gives the primary a standby again: the other server, as a fresh copy. */
  public void rejoin() {
    standby.kill();
    follow();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, interrupted);
      }
    }
  }

  @Override
  public void close() {
    try {
      standby.close();
    } finally {
      primary.close();
    }
  }
}
