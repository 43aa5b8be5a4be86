/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.facts.LeaseFact;
import io.roster.registry.facts.LeaseFilter;
import io.roster.registry.facts.LeaseSort;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.page.jpa.SortColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Leases of shard homes. */
final class LeasesSql {

  private static final String HELD =
      "s.expires_at > clock_timestamp() and s.holder_daemon_id <> ''";

  private static final String COLUMNS =
      """
      s.shard_id, s.holder_daemon_id, s.generation, s.expires_at, w.worker_id,
      case when s.holder_daemon_id = '' then 0
        else greatest(0, extract(epoch from s.expires_at - clock_timestamp())) end as seconds_left
      """;

  private static final String FROM =
      "shard_lease s left join worker w on w.daemon_id = s.holder_daemon_id and w.inactive_at is"
          + " null";

  private final Reader reader;

  LeasesSql(Reader reader) {
    this.reader = reader;
  }

  Page<LeaseFact> list(LeaseFilter filter, Paging<LeaseSort> paging) {
    ListSql list =
        new ListSql("leases", COLUMNS, "", FROM).where("s.holder_daemon_id = ?", filter.holder());
    switch (filter.which()) {
      case HELD -> list.where(HELD);
      case ENDED -> list.where("not (" + HELD + ")");
      case ALL -> {}
    }
    return list.read(reader.database(), paging, order(paging.sort()), LeasesSql::fact);
  }

  private static List<SortColumn> order(LeaseSort sort) {
    SortColumn shard = SortColumn.number("s.shard_id");
    return switch (sort) {
      case SHARD -> List.of(shard);
      case END -> List.of(SortColumn.time("s.expires_at"), shard);
    };
  }

  Optional<LeaseFact> find(long shardId) {
    return reader.one(
        "select %s from %s where s.shard_id = ?".formatted(COLUMNS, FROM),
        LeasesSql::fact,
        shardId);
  }

  List<String> shardsOf(String daemonId) {
    return reader
        .all(
            "select s.shard_id from shard_lease s where s.holder_daemon_id = ? and " + HELD,
            row -> row.getLong(1),
            daemonId)
        .stream()
        .map(Long::toUnsignedString)
        .toList();
  }

  long held() {
    return reader.number("select count(*) from shard_lease s where " + HELD);
  }

  private static LeaseFact fact(ResultSet row) throws SQLException {
    return new LeaseFact(
        row.getLong("shard_id"),
        row.getString("holder_daemon_id"),
        Optional.ofNullable(row.getString("worker_id")),
        row.getLong("generation"),
        Reader.time(row, "expires_at"),
        Duration.ofMillis(Math.round(row.getDouble("seconds_left") * 1e3)));
  }
}
