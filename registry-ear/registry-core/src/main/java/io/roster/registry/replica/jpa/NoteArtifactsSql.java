/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.replica.model.ArtifactFacts;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes what is known of many artifacts. What is known already is only read: neither written nor
 * locked.
 */
final class NoteArtifactsSql {

  // Of two who say the same at once, the second finds it said and changes nothing.
  private static final String STATEMENT =
      """
      with said as (
        select * from unnest(?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::text[], ?::text[])
          as s(artifact_id, id_kind, kind_said, index_multihash, data_multihash, schema_version, encoding)),
      wanted as (
        select s.artifact_id,
               case when a.artifact_id is null or s.kind_said then s.id_kind else a.id_kind end as id_kind,
               coalesce(nullif(s.index_multihash, ''), a.index_multihash, '') as index_multihash,
               coalesce(nullif(s.data_multihash, ''), a.data_multihash, '') as data_multihash,
               coalesce(nullif(s.schema_version, ''), nullif(a.schema_version, ''), ?) as schema_version,
               coalesce(nullif(s.encoding, ''), nullif(a.encoding, ''), ?) as encoding,
               a.artifact_id is not null as was_known, a.id_kind as was_kind, a.index_multihash as was_index,
               a.data_multihash as was_data, a.schema_version as was_schema, a.encoding as was_encoding
        from said s left join lateral (select * from artifact x where x.artifact_id = s.artifact_id limit 1) a on true),
      changed as (
        select * from wanted
        where not was_known
           or (id_kind, index_multihash, data_multihash, schema_version, encoding)
              is distinct from (was_kind, was_index, was_data, was_schema, was_encoding)),
      written as (
        insert into artifact (artifact_id, id_kind, index_multihash, data_multihash, schema_version, encoding,
          created_at, updated_at)
        select artifact_id, id_kind, index_multihash, data_multihash, schema_version, encoding,
               clock_timestamp(), clock_timestamp()
        from changed order by artifact_id
        on conflict (artifact_id) do update
        set id_kind = excluded.id_kind,
            index_multihash = coalesce(nullif(excluded.index_multihash, ''), artifact.index_multihash),
            data_multihash = coalesce(nullif(excluded.data_multihash, ''), artifact.data_multihash),
            schema_version = excluded.schema_version, encoding = excluded.encoding,
            updated_at = excluded.updated_at
        where (artifact.id_kind, artifact.index_multihash, artifact.data_multihash, artifact.schema_version, artifact.encoding)
          is distinct from
            (excluded.id_kind, coalesce(nullif(excluded.index_multihash, ''), artifact.index_multihash),
             coalesce(nullif(excluded.data_multihash, ''), artifact.data_multihash), excluded.schema_version, excluded.encoding)
        returning artifact_id, id_kind, index_multihash, data_multihash, schema_version, encoding)
      select w.artifact_id, w.id_kind, w.index_multihash, w.data_multihash, w.schema_version, w.encoding,
             c.was_known, c.was_kind, c.was_index, c.was_data, c.was_schema, c.was_encoding
      from written w join changed c using (artifact_id)
      order by w.artifact_id
      """;

  private static final String OF_INDEXES =
      """
      select artifact_id, id_kind, index_multihash, data_multihash, schema_version, encoding
      from artifact where index_multihash = any (?) order by artifact_id
      """;

  /** An artifact's row. */
  record Row(
      String artifactId,
      String idKind,
      String indexMultihash,
      String dataMultihash,
      String schemaVersion,
      String encoding) {}

  /** A row that was written. */
  record Written(Optional<Row> before, Row after) {}

  private NoteArtifactsSql() {}

  static List<Written> write(Connection connection, Collection<ArtifactFacts> facts)
      throws SQLException {
    List<Written> written = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
      statement.setArray(1, texts(connection, facts, ArtifactFacts::artifactId));
      statement.setArray(2, texts(connection, facts, one -> one.kind().name()));
      statement.setArray(
          3,
          connection.createArrayOf(
              "bool",
              facts.stream().map(one -> one.saidKind().isPresent()).toArray(Boolean[]::new)));
      statement.setArray(4, texts(connection, facts, ArtifactFacts::indexMultihash));
      statement.setArray(5, texts(connection, facts, ArtifactFacts::dataMultihash));
      statement.setArray(6, texts(connection, facts, ArtifactFacts::schemaVersion));
      statement.setArray(7, texts(connection, facts, ArtifactFacts::encoding));
      statement.setString(8, ArtifactFacts.SCHEMA_VERSION);
      statement.setString(9, ArtifactFacts.ENCODING);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String id = row.getString(1);
          Optional<Row> before =
              row.getBoolean(7) ? Optional.of(read(id, row, 7)) : Optional.empty();
          written.add(new Written(before, read(id, row, 1)));
        }
      }
    }
    return written;
  }

  /** The artifacts that have one of these indexes. */
  static List<Row> ofIndexes(Connection connection, Collection<String> multihashes)
      throws SQLException {
    List<Row> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OF_INDEXES)) {
      query.setArray(1, connection.createArrayOf("text", multihashes.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(read(row.getString(1), row, 1));
        }
      }
    }
    return found;
  }

  private static Row read(String id, ResultSet row, int before) throws SQLException {
    return new Row(
        id,
        row.getString(before + 1),
        row.getString(before + 2),
        row.getString(before + 3),
        row.getString(before + 4),
        row.getString(before + 5));
  }

  private static Array texts(
      Connection connection,
      Collection<ArtifactFacts> facts,
      Function<ArtifactFacts, String> column)
      throws SQLException {
    return connection.createArrayOf("text", facts.stream().map(column).toArray(String[]::new));
  }
}
