/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.jpa;

import io.roster.registry.backup.model.Fit;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Makes restored rows go on from where everybody is, since nothing may move backward for those who
 * lived on: generations, versions and sessions are above all that were given out, here or, as far
 * as one can know, since the backup was made.
 */
final class ContinueSql {

  /**
   * More registrations and reconciles than one worker has between a backup and the loss of what
   * followed it.
   */
  private static final int BEYOND = 100_000;

  private static final List<String> REMEMBER =
      List.of(
          """
          create temp table lived_worker on commit drop as
          select worker_id, generation, state_version from worker_reconcile
          """,
          "create temp table lived_account on commit drop as select username, sessions from account");

  private static final String REMEMBER_AUDIT =
      "create temp table lived_audit on commit drop as select * from audit";

  /**
   * The cursors of daemon and registry cannot meet, and a daemon that is told what the backup knew
   * of it could give up what it took in since. So it registers anew, and both begin with its
   * inventory.
   */
  private static final String WORKERS =
      """
      update worker_reconcile r
      set generation = p.generation, outdated_generation = p.generation, state_version = p.state_version, state_checksum = ''
      from (
        select o.worker_id, greatest(o.generation, coalesce(l.generation, 0)) + %1$d as generation,
               greatest(o.state_version, coalesce(l.state_version, 0)) + %1$d as state_version
        from worker_reconcile o left join lived_worker l using (worker_id)) p
      where r.worker_id = p.worker_id
      """
          .formatted(BEYOND);

  /** A session that was ended must not live again. */
  private static final String ACCOUNTS =
      """
      update account a set sessions = p.sessions
      from (
        select o.username, greatest(o.sessions, coalesce(l.sessions, 0)) + 1 as sessions
        from account o left join lived_account l using (username)) p
      where a.username = p.username
      """;

  /** Silence before now is nobody's fault: everybody gets a full time-out. */
  private static final String LISTENING =
      "update fleet_listening set listening_since = clock_timestamp(), listened_until = clock_timestamp()";

  private static final String LEASES =
      """
      update shard_lease
      set generation = generation + %d, holder_daemon_id = '', lease_token = null, expires_at = clock_timestamp()
      """
          .formatted(BEYOND);

  private static final List<String> AUDIT =
      List.of(
          """
          select setval(pg_get_serial_sequence('audit', 'id'), greatest(
            (select coalesce(max(id), 1) from audit), (select coalesce(max(id), 1) from lived_audit)))
          """,
          """
          insert into audit (at, actor, origin, action, target, result, reason, request_id, command_id, expected_revision,
            detail, revision)
          select at, actor, origin, action, target, result, reason, request_id, command_id, expected_revision, detail, revision
          from lived_audit order by id
          """);

  private ContinueSql() {}

  /** Before anything is deleted. */
  static void remember(Statement statement, Fit fit) throws SQLException {
    execute(statement, REMEMBER);
    if (fit == Fit.TAKE_OVER) {
      statement.execute(REMEMBER_AUDIT);
    }
  }

  /** After everything was put in. */
  static void goOn(Statement statement, Fit fit) throws SQLException {
    execute(statement, List.of(WORKERS, ACCOUNTS, LISTENING));
    if (fit == Fit.TAKE_OVER) {
      statement.execute(LEASES);
      execute(statement, AUDIT);
    }
  }

  private static void execute(Statement statement, List<String> all) throws SQLException {
    for (String one : all) {
      statement.execute(one);
    }
  }
}
