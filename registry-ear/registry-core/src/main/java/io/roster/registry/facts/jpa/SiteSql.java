/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.facts.CoordinatorFact;
import io.roster.registry.facts.LeaderFact;
import io.roster.registry.facts.SiteFact;
import io.roster.registry.facts.Takeover;
import io.roster.registry.page.Moment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Coordinators and who of them leads. */
final class SiteSql {

  private static final String LEADER =
      "select holder, epoch, expires_at > clock_timestamp() as running from leadership";

  private static final String COORDINATORS =
      """
      select c.*, extract(epoch from clock_timestamp() - c.seen_at) as silence,
        exists (select from leadership d where d.holder = c.name and d.expires_at > clock_timestamp()) as leads
      from coordinator c
      where c.seen_at > clock_timestamp() - interval '1 day'
      order by c.name
      """;

  private static final String TAKEOVERS =
      """
      select revision, at, kind, coordinator, actor, coalesce(after ->> 'reason', '') as reason,
        coalesce(after ->> 'epoch', before ->> 'epoch', '0') as epoch
      from journal
      where subject = 'leadership' and kind like 'leadership.%'
      order by revision desc limit 100
      """;

  private final Reader reader;

  SiteSql(Reader reader) {
    this.reader = reader;
  }

  SiteFact read(Moment moment) {
    List<Takeover> takeovers = reader.all(TAKEOVERS, SiteSql::takeover);
    return new SiteFact(
        leader(takeovers), reader.all(COORDINATORS, SiteSql::coordinator), takeovers, moment);
  }

  private LeaderFact leader(List<Takeover> takeovers) {
    return reader
        .one(
            LEADER,
            row -> {
              long epoch = row.getLong("epoch");
              Optional<Instant> since =
                  takeovers.stream()
                      .filter(one -> one.what() == Takeover.What.TAKEN && one.epoch() == epoch)
                      .map(Takeover::time)
                      .findFirst();
              return new LeaderFact(
                  row.getString("holder"), epoch, since, row.getBoolean("running"));
            })
        .orElseThrow();
  }

  private static Takeover takeover(ResultSet row) throws SQLException {
    return new Takeover(
        row.getLong("revision"),
        Reader.time(row, "at"),
        row.getString("kind").equals("leadership.taken")
            ? Takeover.What.TAKEN
            : Takeover.What.RELEASED,
        Long.parseLong(Objects.requireNonNull(row.getString("epoch"), "an epoch")),
        row.getString("coordinator"),
        row.getString("actor"),
        row.getString("reason"));
  }

  private static CoordinatorFact coordinator(ResultSet row) throws SQLException {
    return new CoordinatorFact(
        row.getString("name"),
        row.getBoolean("leads"),
        row.getString("version"),
        row.getString("host"),
        row.getInt("grpc_port"),
        row.getInt("http_port"),
        Reader.time(row, "started_at"),
        Reader.time(row, "seen_at"),
        Duration.ofMillis(Math.max(0, Math.round(row.getDouble("silence") * 1e3))),
        row.getLong("revision"),
        row.getLong("lag"),
        row.getDouble("database_millis"));
  }
}
