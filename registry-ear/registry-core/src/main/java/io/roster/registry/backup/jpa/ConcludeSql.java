/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.jpa;

import io.roster.backup.Manifest;
import io.roster.registry.audit.AuditResult;
import io.roster.registry.audit.jpa.AddAuditSql;
import io.roster.registry.audit.model.Act;
import io.roster.registry.backup.Holdings;
import io.roster.registry.backup.Restored;
import io.roster.registry.backup.model.Fit;
import io.roster.registry.platform.JsonValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Says that a backup was restored, so that everybody reads the state anew. Its revision is two
 * above all others: nobody who follows the journal finds it as the next one, and so nobody takes
 * the state before it for the one that it belongs to.
 */
final class ConcludeSql {

  private static final int GAP = 2;

  private static final String IDENTITY = "update cluster set cluster_id = ?";

  private static final String EPOCH =
      """
      update leadership
      set epoch = greatest(epoch, ?) + 1, holder = '', expires_at = to_timestamp(0), stand_back_epoch = 0, successor = ''
      returning epoch
      """;

  private static final String HEAD =
      """
      update journal_head
      set revision = ?, first_kept = ?, restored = ?, oldest = least(oldest, (select coalesce(min(revision), ?) from journal))
      """;

  private static final String ENTRY =
      """
      insert into journal (revision, at, epoch, coordinator, actor, kind, subject, before, after)
      values (?, clock_timestamp(), ?, ?, ?, 'registry.restored', 'registry', 'null', cast(? as jsonb))
      """;

  private ConcludeSql() {}

  static Restored conclude(
      Connection connection, String coordinator, Manifest backup, Holdings before, Fit fit, Act act)
      throws SQLException {
    long revision = Math.max(before.revision(), backup.revision()) + GAP;
    if (fit == Fit.TAKE_OVER) {
      identify(connection, backup.cluster());
    }
    long epoch = openEpoch(connection, backup.epoch());
    moveHead(connection, revision);
    String what = after(backup, before, fit, act);
    note(connection, revision, epoch, coordinator, act, what);
    AddAuditSql.add(
        connection,
        act,
        AuditResult.ACCEPTED,
        "",
        String.format(
            Locale.ROOT,
            "the backup of %s, revision %d, took the place of revision %d",
            backup.time(),
            backup.revision(),
            before.revision()));
    return new Restored(backup.cluster(), revision, epoch, backup.revision(), backup.time());
  }

  private static void identify(Connection connection, String cluster) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(IDENTITY)) {
      update.setString(1, cluster);
      update.executeUpdate();
    }
  }

  private static long openEpoch(Connection connection, long backedUp) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(EPOCH)) {
      update.setLong(1, backedUp);
      try (ResultSet row = update.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void moveHead(Connection connection, long revision) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(HEAD)) {
      update.setLong(1, revision);
      update.setLong(2, revision);
      update.setLong(3, revision);
      update.setLong(4, revision);
      update.executeUpdate();
    }
  }

  private static String after(Manifest backup, Holdings before, Fit fit, Act act) {
    return JsonValues.object()
        .add("reason", act.reason())
        .add("cluster_id", backup.cluster())
        .add("former_cluster_id", before.clusterId())
        .add("took_over", fit == Fit.TAKE_OVER)
        .add("backup_time", backup.time().toString())
        .add("backup_revision", Long.toUnsignedString(backup.revision()))
        .add("backup_product", backup.product())
        .add("replaced_revision", Long.toUnsignedString(before.revision()))
        .build()
        .toString();
  }

  private static void note(
      Connection connection, long revision, long epoch, String coordinator, Act act, String after)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ENTRY)) {
      insert.setLong(1, revision);
      insert.setLong(2, epoch);
      insert.setString(3, coordinator);
      insert.setString(4, act.who().actor().name());
      insert.setString(5, after);
      insert.executeUpdate();
    }
  }
}
