/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.SortDirection;
import io.roster.console.live.FleetPicture;
import io.roster.console.ui.AwayNotice;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.TestId;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Paging.Direction;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Filters, rows and pages. Everything it shows can be read off the address; the database filters
 * and sorts. While it is on screen it reads its page anew when something happened.
 */
@JsModule("./components/cell-watch.ts")
public final class ListPanel<T> extends Div {

  /** Tells where the list stands now, and whether that is a step to which one can go back. */
  public interface Address extends BiConsumer<ListState, Boolean> {}

  private final transient ListSpec<T> spec;
  private final transient Address address;
  private final Grid<T> grid = new Grid<>();
  private final Div tools = new Div();
  private final Span count = new Span();
  private final AwayNotice away = new AwayNotice();
  private final Div loading = new Div();
  private final Button clear = new Button("Clear", click -> clear());
  private final Button first = new Button("First page");
  private final Button next = new Button("Next page");
  private final Div pages = new Div(first, next);
  private final Component nothing;
  private final EmptyState filteredOut;
  private final EmptyState neverRead;
  private final EmptyState refused;
  private final Span refusal = new Span();

  private final transient List<T> rows = new ArrayList<>();
  private final transient CallbackDataProvider<T, Void> provider;
  private transient ListState state = ListState.NONE;
  private transient @Nullable Rows<T> page;
  private transient @Nullable Moment read;
  private boolean databaseAway;
  private boolean sortingBySelf;
  private transient Consumer<List<T>> onRows = shown -> {};

  public ListPanel(ListSpec<T> spec, Address address) {
    this.spec = spec;
    this.address = address;
    addClassNames("list", "list-" + spec.name());
    provider =
        new CallbackDataProvider<>(
            query -> rows.stream().skip(query.getOffset()).limit(query.getLimit()),
            query -> rows.size(),
            row -> spec.id().apply(row));
    nothing = spec.nothing().get();
    Button showAll = new Button("Show all", click -> clear());
    TestId.on(showAll, spec.name() + "-show-all");
    filteredOut =
        new EmptyState(
            spec.name() + "-filtered-out",
            "The filter hides everything",
            "Nothing matches what you chose.",
            showAll);
    neverRead =
        new EmptyState(
            spec.name() + "-never-read",
            "The registry's database does not answer",
            "Nothing has been read since this page was opened. It appears by itself as soon as the"
                + " database is back; daemons keep their data meanwhile.");
    Button again = new Button("Start from the first page", click -> clear());
    TestId.on(again, spec.name() + "-start-again");
    refused = new EmptyState(spec.name() + "-refused", "This cannot be shown", "", refusal, again);
    loading.addClassName("skeleton");
    TestId.on(loading, spec.name() + "-loading");
    loading.getElement().setAttribute("aria-label", "Loading");
    setUpTools();
    setUpGrid();
    setUpPages();
    add(tools, away, grid, nothing, filteredOut, neverRead, refused, loading, pages);
    arrange();
  }

  public Grid<T> grid() {
    return grid;
  }

  /** The line that says how many there are, to stand beside a heading. */
  public Span count() {
    return count;
  }

  /** Puts more controls beside the filters. */
  public void addTools(Component... more) {
    tools.add(more);
    tools.setVisible(true);
  }

  /** Tells of the rows whenever they were read. */
  public void onRows(Consumer<List<T>> listener) {
    onRows = listener;
  }

  public List<T> rows() {
    return List.copyOf(rows);
  }

  public ListState state() {
    return state;
  }

  /** Shows what an address asks for. */
  public void open(ListState wanted) {
    state = wanted;
    spec.filters().forEach(filter -> filter.show(wanted.values().getOrDefault(filter.name(), "")));
    clear.setVisible(isFiltered());
    showOrder();
    refresh();
  }

  /** Follows the fleet: reads anew when something happened. */
  public void show(FleetPicture picture) {
    boolean news =
        spec.beating()
            || read == null
            || databaseAway
            || picture.revision() > Objects.requireNonNull(read).revision();
    if (news) {
      refresh();
    }
    if (databaseAway) {
      Moment last = read;
      away.show(
          last != null,
          last == null ? Duration.ZERO : Duration.between(last.time(), picture.taken()));
    }
  }

  /** Reads the page anew. */
  public void refresh() {
    try {
      take(spec.read().apply(state));
    } catch (RegistryException failed) {
      if (failed.code() == ErrorCode.DATABASE_AWAY) {
        databaseAway = true;
        arrange();
      } else {
        refuse(failed);
      }
    }
  }

  private void take(Rows<T> fresh) {
    databaseAway = false;
    refused.setVisible(false);
    page = fresh;
    read = fresh.asOf();
    replace(fresh.rows());
    arrange();
    onRows.accept(fresh.rows());
  }

  private void refuse(RegistryException failed) {
    page = null;
    rows.clear();
    provider.refreshAll();
    refusal.setText(failed.getMessage() + ".");
    arrange();
    List.of(nothing, filteredOut, neverRead, loading, grid).forEach(part -> part.setVisible(false));
    refused.setVisible(true);
  }

  /** Rows that did not change are not sent again. */
  private void replace(List<T> fresh) {
    List<T> before = List.copyOf(rows);
    rows.clear();
    rows.addAll(fresh);
    if (!ids(before).equals(ids(fresh))) {
      provider.refreshAll();
      return;
    }
    for (int row = 0; row < fresh.size(); row++) {
      if (!fresh.get(row).equals(before.get(row))) {
        provider.refreshItem(fresh.get(row));
      }
    }
  }

  private List<Object> ids(List<T> some) {
    return some.stream().map(spec.id()).toList();
  }

  private void arrange() {
    Rows<T> shown = page;
    boolean any = !rows.isEmpty();
    loading.setVisible(shown == null && !databaseAway);
    neverRead.setVisible(shown == null && databaseAway);
    grid.setVisible(any);
    grid.setClassName("stale", databaseAway);
    boolean none = shown != null && !any;
    nothing.setVisible(none && !isFiltered() && state.isFirstPage());
    filteredOut.setVisible(none && (isFiltered() || !state.isFirstPage()));
    refused.setVisible(false);
    if (!databaseAway) {
      away.show(false, Duration.ZERO);
    }
    setText(count, shown == null ? "" : shown.count());
    first.setVisible(!state.isFirstPage());
    next.setVisible(shown != null && shown.next().isPresent());
    pages.setVisible(first.isVisible() || next.isVisible());
  }

  private boolean isFiltered() {
    return spec.filters().stream().anyMatch(filter -> state.values().containsKey(filter.name()));
  }

  private void setUpTools() {
    tools.addClassName("tools");
    for (Filter filter : spec.filters()) {
      tools.add(filter.component());
      filter.onChange(value -> go(state.with(filter.name(), value), false));
    }
    TestId.on(clear, spec.name() + "-clear");
    clear.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    tools.add(clear);
    tools.setVisible(!spec.filters().isEmpty());
    TestId.on(count, spec.name() + "-count");
    count.addClassName("count");
    count.getElement().setAttribute("aria-live", "polite");
  }

  private void setUpGrid() {
    TestId.on(grid, spec.name() + "-grid");
    grid.getElement().setAttribute("aria-label", spec.label());
    grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.setColumnReorderingAllowed(true);
    grid.setMultiSort(false);
    spec.columns().accept(new Columns<>(grid, this::refresh));
    grid.setDataProvider(provider);
    grid.addSortListener(
        sorted -> {
          if (!sortingBySelf) {
            sort(sorted.getSortOrder());
          }
        });
  }

  private void sort(List<GridSortOrder<T>> orders) {
    if (orders.isEmpty()) {
      go(state.with("sort", ""), false);
      return;
    }
    GridSortOrder<T> order = orders.get(0);
    Direction direction =
        order.getDirection() == SortDirection.ASCENDING
            ? Direction.ASCENDING
            : Direction.DESCENDING;
    go(state.sorted(order.getSorted().getKey(), direction), false);
  }

  /** Lets the head of the sorted column say so. */
  private void showOrder() {
    String wanted = state.values().getOrDefault("sort", "");
    String name = wanted.startsWith("-") ? wanted.substring(1) : wanted;
    Optional<Grid.Column<T>> column = Optional.ofNullable(grid.getColumnByKey(name));
    sortingBySelf = true;
    try {
      grid.sort(
          column
              .filter(Grid.Column::isSortable)
              .map(
                  sorted ->
                      List.of(
                          new GridSortOrder<>(
                              sorted,
                              wanted.startsWith("-")
                                  ? SortDirection.DESCENDING
                                  : SortDirection.ASCENDING)))
              .orElse(List.of()));
    } finally {
      sortingBySelf = false;
    }
  }

  private void setUpPages() {
    pages.addClassName("pages");
    for (Button button : List.of(first, next)) {
      button.addThemeVariants(ButtonVariant.LUMO_SMALL);
    }
    TestId.on(first, spec.name() + "-first");
    TestId.on(next, spec.name() + "-next");
    first.addClickListener(click -> go(state.atFirst(), true));
    next.addClickListener(
        click ->
            Optional.ofNullable(page)
                .flatMap(Rows::next)
                .ifPresent(token -> go(state.at(token), true)));
  }

  private void clear() {
    go(state.without(spec.filters().stream().map(Filter::name).toList()), false);
  }

  private void go(ListState to, boolean canGoBack) {
    open(to);
    address.accept(to, canGoBack);
  }

  /** Setting the same text again would make screen readers repeat it. */
  private static void setText(Span span, String text) {
    if (!span.getText().equals(text)) {
      span.setText(text);
    }
  }
}
