/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.picture;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.roster.registry.facts.ChunkMap;
import io.roster.registry.facts.ChunkMap.Cell;
import io.roster.registry.facts.ChunkMap.Holder;
import java.util.List;
import java.util.Locale;

/** Which hosts hold which chunks of an artifact. */
@Tag("chunk-heatmap")
@JsModule("./components/chunk-heatmap.ts")
public final class ChunkHeatmap extends Component {

  /** What the browser is told. */
  record Map(String label, long columns, long perCell, long chunks, List<Row> rows) {}

  /** One host. */
  record Row(String name, long held, List<List<Object>> cells) {}

  public void show(ChunkMap chunks) {
    getElement().setProperty("data", Pictures.json(map(chunks)));
  }

  static Map map(ChunkMap chunks) {
    long perCell = Math.max(1, chunks.chunksPerCell());
    return new Map(
        label(chunks),
        (chunks.chunks() + perCell - 1) / perCell,
        perCell,
        chunks.chunks(),
        chunks.holders().stream().map(holder -> row(holder, chunks.chunks(), perCell)).toList());
  }

  private static Row row(Holder holder, long chunks, long perCell) {
    return new Row(
        holder.nodeId(),
        holder.chunks(),
        holder.cells().stream().map(cell -> cell(cell, chunks, perCell)).toList());
  }

  /** The last cell may stand for fewer chunks than the others. */
  private static List<Object> cell(Cell cell, long chunks, long perCell) {
    long width = Math.max(1, Math.min(perCell, chunks - cell.cell() * perCell));
    long percent = Math.min(100, 100 * cell.held() / width);
    return List.of(cell.cell(), percent, cell.state().name().toLowerCase(Locale.ROOT));
  }

  private static String label(ChunkMap chunks) {
    return "Chunks by host: "
        + chunks.chunks()
        + " chunks on "
        + (chunks.holders().size() + chunks.moreHolders())
        + " hosts";
  }
}
