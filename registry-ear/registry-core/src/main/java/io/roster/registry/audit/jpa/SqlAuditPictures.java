/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.jpa;

import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditResult;
import io.roster.registry.audit.AuditSort;
import io.roster.registry.audit.model.AuditPictures;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.page.jpa.SortColumn;
import io.roster.registry.platform.jdbc.ReadingPool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The audit as it is committed. */
@ApplicationScoped
public class SqlAuditPictures implements AuditPictures {

  private static final List<SortColumn> ORDER = List.of(SortColumn.number("a.id"));

  private DataSource database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public SqlAuditPictures() {}

  @Inject
  public SqlAuditPictures(ReadingPool database) {
    this(database.pool());
  }

  public SqlAuditPictures(DataSource database) {
    this.database = database;
  }

  @Override
  public Page<AuditRecord> list(AuditFilter filter, Paging<AuditSort> paging) {
    return sql(filter).read(database, paging, ORDER, SqlAuditPictures::read);
  }

  /** In pages, so that who takes slowly holds no connection. */
  @Override
  public long each(AuditFilter filter, long most, Consumer<AuditRecord> taker) {
    Paging<AuditSort> paging = Paging.byLast(AuditSort.TIME).ofSize(Paging.MOST);
    long given = 0;
    while (true) {
      Page<AuditRecord> page = list(filter, paging);
      for (AuditRecord one : page.rows()) {
        if (given == most) {
          return given;
        }
        taker.accept(one);
        given++;
      }
      if (page.next().isEmpty()) {
        return given;
      }
      paging = paging.from(page.next().get());
    }
  }

  private static ListSql sql(AuditFilter filter) {
    return new ListSql("audit", "a.*", "", "audit a")
        .where("a.actor = ?", filter.actor())
        .whereAny("a.action", filter.actions())
        .where("a.target = ?", filter.target())
        .whereAny("a.result", filter.results())
        .where("a.at >= ?", filter.from().map(time -> time.atOffset(ZoneOffset.UTC)))
        .where("a.at < ?", filter.to().map(time -> time.atOffset(ZoneOffset.UTC)));
  }

  private static AuditRecord read(ResultSet row) throws SQLException {
    long expected = row.getLong("expected_revision");
    return new AuditRecord(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("origin"),
        row.getString("action"),
        row.getString("target"),
        AuditResult.valueOf(row.getString("result")),
        row.getString("reason"),
        row.getString("request_id"),
        row.getString("command_id"),
        row.getObject("expected_revision") == null
            ? OptionalLong.empty()
            : OptionalLong.of(expected),
        row.getString("detail"),
        row.getLong("revision"));
  }
}
