/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.platform.Multihash;
import io.roster.registry.replica.model.ArtifactFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps canonical indexes, each once, under the digest of its content. */
final class ArtifactIndexesSql {

  private static final String KNOWN =
      "select tensor_index_key from artifact_index where tensor_index_key = any (?)";

  // Whoever brings an index and whoever asks whether it is known must not miss each other: the one
  // tells of all artifacts that have it, the other of the artifact that it just wrote.
  private static final String MEET =
      """
      select case when k.brought then pg_advisory_xact_lock(hashtextextended(k.key, 0))
                  else pg_advisory_xact_lock_shared(hashtextextended(k.key, 0)) end
      from (select key, brought from unnest(?::text[], ?::boolean[]) as u(key, brought) order by key) k
      """;

  private static final String ADD =
      """
      insert into artifact_index (tensor_index_key, content, encoding, schema_version, created_at)
      values (?, ?, ?, ?, clock_timestamp())
      on conflict (tensor_index_key) do nothing
      """;

  private ArtifactIndexesSql() {}

  /** Those of the keys whose content is kept. */
  static Set<String> known(Connection connection, Collection<String> keys) throws SQLException {
    Set<String> known = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(KNOWN)) {
      query.setArray(1, connection.createArrayOf("text", keys.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          known.add(row.getString(1));
        }
      }
    }
    return known;
  }

  /**
   * Waits for everybody who brings one of these indexes, and for a bringer for everybody who asks.
   */
  static void meet(Connection connection, List<String> keys, Set<String> brought)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(MEET)) {
      query.setArray(1, connection.createArrayOf("text", keys.toArray()));
      query.setArray(
          2, connection.createArrayOf("bool", keys.stream().map(brought::contains).toArray()));
      query.executeQuery().close();
    }
  }

  /** Adds them; sent together, since contents are too large for one statement's text. */
  static void add(Connection connection, Collection<ArtifactFacts.Index> indexes)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      for (ArtifactFacts.Index index : indexes) {
        insert.setString(1, index.name().hex());
        insert.setBytes(2, index.content());
        insert.setString(3, index.encoding());
        insert.setString(4, index.schemaVersion());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The key under which the index of a multihash is kept; a malformed one has none. */
  static Set<String> keys(String multihash) {
    return Multihash.parse(multihash).map(hash -> Set.of(hash.hex())).orElse(Set.of());
  }
}
