/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.workers;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.roster.console.action.CommandLines;
import io.roster.console.list.ChoiceFilter;
import io.roster.console.list.Columns;
import io.roster.console.list.ListSpec;
import io.roster.console.list.ListState;
import io.roster.console.list.Picks;
import io.roster.console.list.RowActions;
import io.roster.console.list.Rows;
import io.roster.console.list.TextFilter;
import io.roster.console.registry.Registry;
import io.roster.console.ui.ByteCounts;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.registry.access.Role;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.page.Paging;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The list of workers: its filters, its columns, and how it is read. */
final class WorkerList {

  private static final int NEARLY_FULL_PERCENT = 90;

  private WorkerList() {}

  static ListSpec<WorkerFact> spec(Registry registry, Picks picks, Supplier<Component> nobody) {
    return new ListSpec<>(
        "workers",
        "Workers",
        state ->
            Rows.of(
                registry
                    .facts()
                    .workers(
                        filter(state),
                        state.paging(WorkerSort.class, Paging.by(WorkerSort.WORKER)))),
        worker -> worker.worker().value(),
        List.of(
            new TextFilter("q", "Filter the workers", "Id, daemon, node or address").first(),
            ChoiceFilter.any("state", "Show only these states", List.of(WorkerCondition.values())),
            ChoiceFilter.any("sync", "Show only by agreement", List.of(Sync.AGREED, Sync.STALE))),
        columns -> {
          columns.picks(picks, WorkerList::id);
          columns(columns);
          RowActions.on(
              columns,
              worker -> "worker " + id(worker),
              new RowActions.Choice<>(
                  "Copy as a command…",
                  "worker-command-lines",
                  Role.VIEWER,
                  (worker, done) -> CommandLines.showWorker(registry, id(worker))));
        },
        nobody,
        true);
  }

  static WorkerFilter filter(ListState state) {
    return new WorkerFilter(
        state.text("q"),
        state.chosen("state", WorkerCondition.class),
        state.chosen("sync", Sync.class),
        state.text("node"));
  }

  static String address(WorkerFact worker) {
    String host = worker.nodeAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + worker.grpcPort();
  }

  private static void columns(Columns<WorkerFact> columns) {
    Columns.sorts(
        columns.link("Worker", "12rem", WorkerList::id, worker -> Links.worker(id(worker))),
        WorkerSort.WORKER);
    Columns.sorts(columns.ending("Daemon", "5.75rem", WorkerFact::daemonId), WorkerSort.DAEMON);
    Columns.sorts(columns.text("Node", "4.75rem", WorkerFact::nodeId), WorkerSort.NODE);
    Columns.sorts(columns.mono("Address", "8.25rem", WorkerList::address), WorkerSort.ADDRESS);
    columns.mark("State", "8rem", Mark::of, WorkerList::whyKeptOut);
    columns.mark("Inventory", "5.75rem", worker -> Mark.of(worker.sync()));
    Columns.sorts(
        columns.age("Heartbeat", "5.5rem", WorkerFact::lastHeartbeat), WorkerSort.LAST_HEARTBEAT);
    Columns.sorts(pool(columns), WorkerSort.POOL_AVAILABLE);
    columns.number("Replicas", "5rem", WorkerFact::replicas);
    Columns.sorts(
        columns.number("Version", "4.75rem", WorkerList::versions), WorkerSort.STATE_VERSION);
  }

  private static String whyKeptOut(WorkerFact worker) {
    return worker.quarantine().map(QuarantineNotice::sentence).orElse("");
  }

  private static String id(WorkerFact worker) {
    return worker.worker().value();
  }

  /** What the daemon acknowledged, beside what is expected where that differs. */
  private static String versions(WorkerFact worker) {
    return worker.acknowledgedVersion() != worker.stateVersion() && worker.sync() == Sync.STALE
        ? worker.acknowledgedVersion() + " of " + worker.stateVersion()
        : String.valueOf(worker.stateVersion());
  }

  private static Grid.Column<WorkerFact> pool(Columns<WorkerFact> columns) {
    return columns.add(
        "Memory pool",
        "9.75rem",
        LitRenderer.<WorkerFact>of(
                Columns.watched(
                    "<div class=\"pool\" title=\"${item.exact}\"><div class=\"pool-track\"><div"
                        + " class=\"pool-fill ${item.level}\" style=\"width:${item.percent}%\">"
                        + "</div></div><span class=\"num\">${item.text}</span></div>",
                    "item.exact"))
            .withProperty("percent", WorkerList::percent)
            .withProperty("level", row -> percent(row) >= NEARLY_FULL_PERCENT ? "nearly-full" : "")
            .withProperty("text", row -> ByteCounts.usedOf(used(row), row.poolTotalBytes()))
            .withProperty(
                "exact",
                row ->
                    ByteCounts.exact(used(row))
                        + " used of "
                        + ByteCounts.exact(row.poolTotalBytes())));
  }

  static long used(WorkerFact worker) {
    return Math.max(0, worker.poolTotalBytes() - worker.poolAvailableBytes());
  }

  static int percent(WorkerFact worker) {
    return ByteCounts.percent(used(worker), worker.poolTotalBytes());
  }

  /** Workers that stand for the state of being stale, for asking all of them to reconcile. */
  static WorkerFilter allStale() {
    return new WorkerFilter(
        Optional.empty(), java.util.Set.of(), java.util.Set.of(Sync.STALE), Optional.empty());
  }
}
