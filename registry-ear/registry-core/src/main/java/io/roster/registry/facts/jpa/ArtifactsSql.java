/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.artifact.ArtifactView;
import io.roster.registry.facts.ArtifactFilter;
import io.roster.registry.facts.ArtifactSort;
import io.roster.registry.facts.model.ArtifactRow;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.page.jpa.SortColumn;
import io.roster.registry.platform.Multihash;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Artifacts, without their replicas. */
final class ArtifactsSql {

  private static final String COLUMNS = "a.*";

  private static final String KEYS =
      "(select count(*) from artifact_key k where k.artifact_id = p.artifact_id) as keys";

  private final Reader reader;

  ArtifactsSql(Reader reader) {
    this.reader = reader;
  }

  Page<ArtifactRow> list(ArtifactFilter filter, Paging<ArtifactSort> paging) {
    Page<ArtifactRow> page =
        new ListSql("artifacts", COLUMNS, KEYS, "artifact a")
            .whereBegins("a.artifact_id", filter.prefix())
            .whereAny("a.id_kind", filter.kinds())
            .read(reader.database(), paging, order(paging.sort()), ArtifactsSql::row);
    return new Page<>(withIndexes(page.rows()), page.next(), page.count(), page.asOf());
  }

  private static List<SortColumn> order(ArtifactSort sort) {
    return switch (sort) {
      case ARTIFACT -> List.of(SortColumn.bytes("a.artifact_id"));
      case CREATED -> List.of(SortColumn.time("a.created_at"), SortColumn.text("a.artifact_id"));
    };
  }

  List<ArtifactRow> find(List<String> artifactIds) {
    Map<String, ArtifactRow> found =
        reader
            .all(
                "select p.*, %s from artifact p where p.artifact_id = any (?)".formatted(KEYS),
                ArtifactsSql::row,
                (Object) artifactIds.toArray(String[]::new))
            .stream()
            .collect(Collectors.toMap(row -> row.described().artifactId(), Function.identity()));
    return withIndexes(artifactIds.stream().map(found::get).filter(Objects::nonNull).toList());
  }

  private static ArtifactRow row(ResultSet row) throws SQLException {
    return new ArtifactRow(
        new ArtifactView(
            row.getString("artifact_id"),
            ArtifactIdKind.valueOf(row.getString("id_kind")),
            row.getString("index_multihash"),
            row.getString("data_multihash"),
            row.getString("schema_version"),
            row.getString("encoding")),
        false,
        row.getLong("keys"),
        Reader.time(row, "created_at"),
        Reader.time(row, "updated_at"));
  }

  /** Indexes are kept by a digest that only we can read out of a multihash. */
  private List<ArtifactRow> withIndexes(List<ArtifactRow> rows) {
    String[] wanted =
        rows.stream()
            .map(ArtifactsSql::digest)
            .flatMap(Optional::stream)
            .distinct()
            .toArray(String[]::new);
    Set<String> kept =
        wanted.length == 0
            ? Set.of()
            : new HashSet<>(
                reader.all(
                    "select tensor_index_key from artifact_index where tensor_index_key = any (?)",
                    row -> row.getString(1),
                    (Object) wanted));
    return rows.stream()
        .map(
            row ->
                new ArtifactRow(
                    row.described(),
                    digest(row).filter(kept::contains).isPresent(),
                    row.keys(),
                    row.createdAt(),
                    row.updatedAt()))
        .toList();
  }

  private static Optional<String> digest(ArtifactRow row) {
    return Multihash.parse(row.described().indexMultihash()).map(Multihash::hex);
  }
}
