/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.platform.Multihash;
import io.roster.registry.platform.jdbc.TransactionSql;
import io.roster.registry.replica.jpa.NoteArtifactsSql.Row;
import io.roster.registry.replica.jpa.NoteArtifactsSql.Written;
import io.roster.registry.replica.model.ArtifactFacts;
import io.roster.registry.replica.model.ArtifactNotes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Artifacts in PostgreSQL. The usual case, nothing new, is one statement that only reads;
 * everything else follows when an artifact or an index is new.
 */
@ApplicationScoped
public class SqlArtifactNotes implements ArtifactNotes {

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlArtifactNotes() {}

  public SqlArtifactNotes(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public List<Noted> note(Collection<ArtifactFacts> facts) {
    return TransactionSql.call(entities, connection -> note(connection, facts));
  }

  private static List<Noted> note(Connection connection, Collection<ArtifactFacts> facts)
      throws SQLException {
    List<Written> written = NoteArtifactsSql.write(connection, facts);
    Map<String, ArtifactFacts.Index> brought = brought(connection, facts);
    if (written.isEmpty() && brought.isEmpty()) {
      return List.of();
    }
    Set<String> keys = new HashSet<>(brought.keySet());
    written.forEach(one -> keys.addAll(ArtifactIndexesSql.keys(one.after().indexMultihash())));
    if (keys.isEmpty()) {
      return noted(written, List.of(), Set.of(), Set.of());
    }
    ArtifactIndexesSql.meet(connection, List.copyOf(keys), brought.keySet());
    Set<String> before = ArtifactIndexesSql.known(connection, keys);
    brought.keySet().removeAll(before);
    Set<String> after = new HashSet<>(before);
    List<Row> enriched = List.of();
    if (!brought.isEmpty()) {
      ArtifactIndexesSql.add(connection, brought.values());
      after.addAll(brought.keySet());
      enriched = NoteArtifactsSql.ofIndexes(connection, multihashes(brought));
    }
    return noted(written, enriched, before, after);
  }

  /** The indexes that were sent and are not kept, by their keys. */
  private static Map<String, ArtifactFacts.Index> brought(
      Connection connection, Collection<ArtifactFacts> facts) throws SQLException {
    Map<String, ArtifactFacts.Index> sent = new HashMap<>();
    for (ArtifactFacts one : facts) {
      one.index().ifPresent(index -> sent.put(index.name().hex(), index));
    }
    if (!sent.isEmpty()) {
      sent.keySet().removeAll(ArtifactIndexesSql.known(connection, Set.copyOf(sent.keySet())));
    }
    return sent;
  }

  private static Set<String> multihashes(Map<String, ArtifactFacts.Index> brought) {
    return brought.values().stream()
        .map(ArtifactFacts.Index::name)
        .map(Multihash::toString)
        .collect(Collectors.toSet());
  }

  private static List<Noted> noted(
      List<Written> written, List<Row> enriched, Set<String> before, Set<String> after) {
    Map<String, Noted> noted = new LinkedHashMap<>();
    for (Row row : enriched) {
      noted.put(row.artifactId(), new Noted(Optional.of(known(row, before)), known(row, after)));
    }
    for (Written one : written) {
      noted.put(
          one.after().artifactId(),
          new Noted(one.before().map(row -> known(row, before)), known(one.after(), after)));
    }
    return new ArrayList<>(noted.values());
  }

  private static KnownArtifact known(Row row, Set<String> indexes) {
    boolean indexKnown =
        ArtifactIndexesSql.keys(row.indexMultihash()).stream().anyMatch(indexes::contains);
    return new KnownArtifact(
        row.artifactId(),
        row.idKind(),
        row.indexMultihash(),
        row.dataMultihash(),
        row.schemaVersion(),
        row.encoding(),
        indexKnown);
  }
}
