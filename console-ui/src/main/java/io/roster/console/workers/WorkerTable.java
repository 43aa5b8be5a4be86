/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import static java.util.Comparator.comparing;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import io.roster.console.live.SeenWorker;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Labels;
import io.roster.console.ui.TestId;
import io.roster.console.ui.Times;
import io.roster.registry.cluster.WorkerView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The workers as a table. What workers say of themselves is written as text, never as markup. */
final class WorkerTable extends Grid<SeenWorker> {

  private static final int NEARLY_FULL_PERCENT = 90;

  private final List<SeenWorker> rows = new ArrayList<>();
  private final ListDataProvider<SeenWorker> provider = new RowsById(rows);

  /** A row stays the same row when its worker's values change. */
  private static final class RowsById extends ListDataProvider<SeenWorker> {

    RowsById(List<SeenWorker> rows) {
      super(rows);
    }

    @Override
    public Object getId(SeenWorker worker) {
      return worker.id();
    }
  }

  WorkerTable() {
    super(SeenWorker.class, false);
    TestId.on(this, "workers-grid");
    getElement().setAttribute("aria-label", "Workers");
    addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
    setSelectionMode(SelectionMode.NONE);
    setColumnReorderingAllowed(true);
    setMultiSort(false);
    text("worker", "Worker", SeenWorker::id, "mono", "11.5rem");
    text("daemon", "Daemon", worker -> worker.view().daemonId(), "", "5.25rem");
    text("node", "Node", worker -> worker.view().nodeId(), "", "4.5rem");
    text("address", "Address", worker -> address(worker.view()), "mono", "7.75rem");
    column("state", "State", state(), "7.75rem", comparing(row -> row.view().state()));
    text("accepting", "Accepts", row -> row.view().accepting() ? "yes" : "no", "", "4.75rem");
    column(
        "heartbeat",
        "Heartbeat",
        heartbeat(),
        "6.5rem",
        comparing(row -> row.view().lastHeartbeat()));
    column("pool", "Memory pool", pool(), "9.25rem", comparing(WorkerTable::percent));
    column("version", "Version", version(), "4.5rem", comparing(row -> row.view().stateVersion()));
    column(
            "capabilities",
            "Capabilities",
            capabilities(),
            "5.25rem",
            comparing(row -> row.view().capabilityFlags()))
        .setSortable(false)
        .setFlexGrow(3);
    setDataProvider(provider);
  }

  static String address(WorkerView view) {
    String host = view.nodeAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + view.grpcPort();
  }

  /** Shows these workers; rows that did not change are not sent again. */
  void show(List<SeenWorker> workers) {
    boolean sameRows = ids(rows).equals(ids(workers)) && getSortOrder().isEmpty();
    List<SeenWorker> before = List.copyOf(rows);
    rows.clear();
    rows.addAll(workers);
    if (!sameRows) {
      provider.refreshAll();
      return;
    }
    for (int row = 0; row < workers.size(); row++) {
      if (!workers.get(row).equals(before.get(row))) {
        provider.refreshItem(workers.get(row));
      }
    }
  }

  private static List<String> ids(List<SeenWorker> workers) {
    return workers.stream().map(SeenWorker::id).toList();
  }

  private void text(
      String key, String header, Function<SeenWorker, String> value, String style, String width) {
    Renderer<SeenWorker> renderer =
        LitRenderer.<SeenWorker>of(
                "<span class=\"" + style + "\" title=\"${item.text}\">${item.text}</span>")
            .withProperty("text", value::apply);
    column(key, header, renderer, width, comparing(value::apply));
  }

  private Column<SeenWorker> column(
      String key,
      String header,
      Renderer<SeenWorker> renderer,
      String width,
      Comparator<SeenWorker> order) {
    return addColumn(renderer)
        .setKey(key)
        .setHeader(header)
        .setComparator(order::compare)
        .setSortable(true)
        .setResizable(true)
        .setWidth(width)
        .setFlexGrow(1);
  }

  private static Renderer<SeenWorker> state() {
    return LitRenderer.<SeenWorker>of(
            "<span class=\"mark mark-${item.state}\"><span class=\"mark-shape\""
                + " aria-hidden=\"true\"></span><span>${item.state}</span></span>")
        .withProperty("state", worker -> Labels.word(worker.view().state()));
  }

  private static Renderer<SeenWorker> heartbeat() {
    return LitRenderer.<SeenWorker>of("<span class=\"num\" title=\"${item.at}\">${item.age}</span>")
        .withProperty("at", worker -> Times.iso(worker.view().lastHeartbeat()))
        .withProperty("age", SeenWorker::heartbeatAge);
  }

  private static Renderer<SeenWorker> pool() {
    return LitRenderer.<SeenWorker>of(
            "<div class=\"pool\" title=\"${item.exact}\"><div class=\"pool-track\"><div"
                + " class=\"pool-fill ${item.level}\" style=\"width:${item.percent}%\"></div></div>"
                + "<span class=\"num\">${item.text}</span></div>")
        .withProperty("percent", WorkerTable::percent)
        .withProperty("level", row -> percent(row) >= NEARLY_FULL_PERCENT ? "nearly-full" : "")
        .withProperty(
            "text", row -> ByteCounts.usedOf(row.poolUsedBytes(), row.view().poolTotalBytes()))
        .withProperty(
            "exact",
            row ->
                ByteCounts.exact(row.poolUsedBytes())
                    + " used of "
                    + ByteCounts.exact(row.view().poolTotalBytes()));
  }

  private static Renderer<SeenWorker> capabilities() {
    return LitRenderer.<SeenWorker>of(
            "<span class=\"chips\" title=\"${item.words.join(', ')}\">${item.words.map(word =>"
                + " html`<span class=\"chip\">${word}</span>`)}</span>")
        .withProperty("words", worker -> Capability.words(worker.view().capabilityFlags()));
  }

  private static Renderer<SeenWorker> version() {
    return LitRenderer.<SeenWorker>of("<span class=\"num\">${item.version}</span>")
        .withProperty("version", worker -> worker.view().stateVersion());
  }

  private static int percent(SeenWorker worker) {
    return ByteCounts.percent(worker.poolUsedBytes(), worker.view().poolTotalBytes());
  }
}
