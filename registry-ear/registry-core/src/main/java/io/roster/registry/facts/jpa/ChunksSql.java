/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.chunk.ChunkState;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.facts.ChunkMap.Cell;
import io.roster.registry.facts.ChunkMap.Holder;
import io.roster.registry.page.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who holds which chunks, drawn together so that any artifact fits into one picture. */
final class ChunksSql {

  /** The greater the better. */
  private static final String RANK =
      "case state when 5 then 4 when 2 then 3 when 1 then 2 when 3 then 1 else 0 end";

  private static final List<ChunkState> BY_RANK =
      List.of(
          ChunkState.UNSPECIFIED,
          ChunkState.COLD,
          ChunkState.LOCKED_TX,
          ChunkState.COPIED_GPU,
          ChunkState.HOT);

  private static final String HOLDERS =
      """
      select node_id, count(distinct chunk_idx) as chunks from chunk_location
      where artifact_id = ? group by node_id order by 2 desc, 1 limit ?
      """;

  private static final String CELLS =
      """
      select node_id, chunk_idx / ? as cell, count(distinct chunk_idx) as held, max(%s) as rank
      from chunk_location where artifact_id = ? and node_id = any (?)
      group by 1, 2 order by 1, 2
      """
          .formatted(RANK);

  private final Reader reader;

  ChunksSql(Reader reader) {
    this.reader = reader;
  }

  private record Found(String nodeId, Cell cell) {}

  ChunkMap map(String artifactId, Moment moment) {
    long chunks =
        reader.number(
            "select coalesce(max(chunk_idx) + 1, 0) from chunk_location where artifact_id = ?",
            artifactId);
    long perCell = Math.max(1, (chunks + ChunkMap.MOST_CELLS - 1) / ChunkMap.MOST_CELLS);
    Map<String, Long> holders = new LinkedHashMap<>();
    reader.all(
        HOLDERS,
        row -> holders.put(row.getString("node_id"), row.getLong("chunks")),
        artifactId,
        ChunkMap.MOST_HOLDERS);
    Map<String, List<Cell>> cells = new LinkedHashMap<>();
    for (Found found : cells(artifactId, perCell, holders)) {
      cells.computeIfAbsent(found.nodeId(), unused -> new ArrayList<>()).add(found.cell());
    }
    long all =
        holders.size() < ChunkMap.MOST_HOLDERS
            ? holders.size()
            : reader.number(
                "select count(distinct node_id) from chunk_location where artifact_id = ?",
                artifactId);
    return new ChunkMap(
        artifactId,
        chunks,
        perCell,
        holders.entrySet().stream()
            .map(
                one ->
                    new Holder(
                        one.getKey(), one.getValue(), cells.getOrDefault(one.getKey(), List.of())))
            .toList(),
        all - holders.size(),
        moment);
  }

  private List<Found> cells(String artifactId, long perCell, Map<String, Long> holders) {
    return reader.all(
        CELLS,
        row ->
            new Found(
                row.getString("node_id"),
                new Cell(row.getInt("cell"), row.getLong("held"), BY_RANK.get(row.getInt("rank")))),
        perCell,
        artifactId,
        holders.keySet().toArray(String[]::new));
  }
}
