/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.topology;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TestId;
import io.roster.registry.facts.Topology;
import io.roster.registry.facts.WorkerCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The twin of the picture: the same hosts, workers and groups, as rows. */
final class TopologyTable extends Div {

  private final Grid<Row> grid = new Grid<>();
  private transient List<Row> shown = List.of();
  private Consumer<String> onChoose = node -> {};

  /** A worker, or a group. */
  private record Row(
      String node, String place, String name, Mark mark, String pool, String marked) {}

  TopologyTable() {
    TestId.on(grid, "topology-table");
    grid.getElement().setAttribute("aria-label", "The fleet as a table");
    grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    text("Host", Row::place);
    grid.addColumn(
            new ComponentRenderer<>(
                row -> {
                  Button open = new Button(row.name(), click -> onChoose.accept(row.node()));
                  open.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
                  TestId.on(open, "table-node");
                  return open;
                }))
        .setHeader("Worker or group")
        .setFlexGrow(2);
    grid.addColumn(
            LitRenderer.<Row>of(
                    "<span class=\"mark mark-${item.tone}\"><span class=\"mark-shape\""
                        + " aria-hidden=\"true\"></span><span>${item.word}</span></span>")
                .withProperty("tone", row -> row.mark().tone().style())
                .withProperty("word", row -> row.mark().word()))
        .setHeader("State");
    text("Memory pool", Row::pool);
    text("Of the marked artifact", Row::marked);
    add(grid);
    addClassName("topology-table");
  }

  private void text(String header, com.vaadin.flow.function.ValueProvider<Row, String> value) {
    grid.addColumn(value).setHeader(header).setResizable(true);
  }

  void onChoose(Consumer<String> listener) {
    onChoose = listener;
  }

  void show(Topology fleet) {
    List<Row> rows = new ArrayList<>();
    fleet.hosts().forEach(host -> host.workers().forEach(one -> rows.add(row(host, one))));
    fleet.groups().forEach(group -> rows.add(row(group)));
    if (!rows.equals(shown)) {
      shown = List.copyOf(rows);
      grid.setItems(shown);
    }
  }

  private static Row row(Topology.Host host, Topology.Node worker) {
    return new Row(
        "worker:" + worker.workerId(),
        host.nodeId(),
        worker.workerId(),
        Mark.of(worker.condition()),
        ByteCounts.usedOf(
            worker.poolTotalBytes() - worker.poolAvailableBytes(), worker.poolTotalBytes()),
        worker.marked() > 0 ? worker.marked() + " replicas" : "");
  }

  private static Row row(Topology.Group group) {
    WorkerCondition worst =
        Stream.of(WorkerCondition.values())
            .filter(condition -> group.workers().getOrDefault(condition, 0L) > 0)
            .findFirst()
            .orElse(WorkerCondition.READY);
    String counts =
        Stream.of(WorkerCondition.values())
            .filter(condition -> group.workers().getOrDefault(condition, 0L) > 0)
            .map(condition -> group.workers().get(condition) + " " + Mark.word(condition))
            .collect(Collectors.joining(", "));
    return new Row(
        "group:" + group.name(),
        group.first() + " – " + group.last(),
        group.hosts() + " hosts",
        Mark.of(worst).says(counts),
        ByteCounts.usedOf(
            group.poolTotalBytes() - group.poolAvailableBytes(), group.poolTotalBytes()),
        group.marked() > 0 ? group.marked() + " replicas" : "");
  }
}
