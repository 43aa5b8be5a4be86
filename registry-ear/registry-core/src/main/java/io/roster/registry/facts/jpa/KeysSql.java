/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.facts.KeyDetail.Change;
import io.roster.registry.facts.KeyDetail.What;
import io.roster.registry.facts.KeyFact;
import io.roster.registry.facts.KeyFilter;
import io.roster.registry.facts.KeySort;
import io.roster.registry.key.KeyMapping;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.page.jpa.SortColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Keys and what they stood for. */
final class KeysSql {

  private static final int LONGEST_HISTORY = 200;

  private static final String HISTORY =
      """
      select revision, at, kind, actor,
        case kind when 'key.revoked' then before else after end ->> 'artifact_id' as artifact_id,
        case kind when 'key.revoked' then before else after end ->> 'generation' as generation
      from journal
      where subject = ? and kind like 'key.%'
      order by revision desc limit ?
      """;

  private final Reader reader;

  KeysSql(Reader reader) {
    this.reader = reader;
  }

  Page<KeyFact> list(KeyFilter filter, Paging<KeySort> paging) {
    return new ListSql("keys", "k.*", "", "artifact_key k")
        .whereBegins("k.key", filter.prefix())
        .where("k.artifact_id = ?", filter.artifactId())
        .whereAny("k.kind", filter.kinds())
        .read(reader.database(), paging, order(paging.sort()), KeysSql::fact);
  }

  private static List<SortColumn> order(KeySort sort) {
    return switch (sort) {
      case KEY -> List.of(SortColumn.bytes("k.key"));
      case UPDATED -> List.of(SortColumn.time("k.updated_at"), SortColumn.text("k.key"));
    };
  }

  Optional<KeyFact> find(String key) {
    return reader.one("select * from artifact_key where key = ?", KeysSql::fact, key);
  }

  private static KeyFact fact(ResultSet row) throws SQLException {
    Long ttl = row.getObject("ttl_seconds", Long.class);
    return new KeyFact(
        new KeyMapping(
            row.getString("key"),
            row.getString("artifact_id"),
            row.getString("replica_uuid"),
            row.getString("daemon_address"),
            ttl == null ? OptionalLong.empty() : OptionalLong.of(ttl),
            row.getLong("generation"),
            KeyMapping.Kind.valueOf(row.getString("kind"))),
        Reader.time(row, "created_at"),
        Reader.time(row, "updated_at"));
  }

  List<Change> history(String key) {
    return reader.all(
        HISTORY,
        row ->
            new Change(
                row.getLong("revision"),
                Reader.time(row, "at"),
                row.getString("kind").equals("key.revoked") ? What.REVOKED : What.SET,
                Long.parseUnsignedLong(row.getString("generation")),
                row.getString("artifact_id"),
                row.getString("actor")),
        key,
        LONGEST_HISTORY);
  }

  List<String> of(Set<String> artifactIds, int most) {
    return reader.all(
        "select key from artifact_key where artifact_id = any (?) order by key limit ?",
        row -> row.getString(1),
        artifactIds.toArray(String[]::new),
        most);
  }
}
