/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.LiveContent;
import io.roster.console.ui.AwayNotice;
import io.roster.console.ui.EmptyState;
import io.roster.console.ui.Links;
import io.roster.console.ui.Mark;
import io.roster.console.ui.TestId;
import io.roster.registry.platform.ErrorCode;
import io.roster.registry.platform.RegistryException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A view of one thing: its name and what can be done to it, and tabs below. Which thing and which
 * tab stand in the address; an id that names nothing says so.
 */
public abstract class DetailView extends Main
    implements BeforeEnterObserver, HasDynamicTitle, LiveContent {

  private static final String TAB = "tab";

  private final String kind;
  private final String path;
  private final H1 title = new H1();
  private final Span state = new Span();
  private final Div actions = new Div();
  private final AwayNotice away = new AwayNotice();
  private final Tabs tabs = new Tabs();
  private final Div content = new Div();
  private final Div missing = new Div();
  private final transient Map<String, Tab> tabOf = new LinkedHashMap<>();
  private final transient Map<String, Supplier<Component>> makers = new LinkedHashMap<>();
  private String id = "";
  private String chosen = "";
  private transient ListState query = ListState.NONE;
  private transient @Nullable Component shown;
  private transient List<Mark> shownMarks = List.of();
  private transient FleetPicture picture = FleetPicture.loading(java.time.Instant.EPOCH);

  /**
   * @param kind what it is: {@code Worker}
   * @param path of the list that it is in
   */
  protected DetailView(String kind, String path) {
    this.kind = kind;
    this.path = path;
    addClassNames("view", "view-detail", "view-" + path);
    Anchor back = Links.to(path, capital(path));
    back.addClassName("crumb");
    TestId.on(back, "crumb");
    TestId.on(title, "detail-title");
    title.addClassName("mono-title");
    state.addClassName("heading-state");
    Div heading = new Div(back, new Span("/"), title, state, actions);
    heading.addClassNames("view-heading", "detail-heading");
    actions.addClassName("actions");
    tabs.getElement().setAttribute("aria-label", kind);
    tabs.addSelectedChangeListener(
        change -> {
          if (change.isFromClient()) {
            tabOf.forEach(
                (name, tab) -> {
                  if (tab.equals(change.getSelectedTab())) {
                    choose(name);
                  }
                });
          }
        });
    content.addClassName("detail-content");
    add(heading, away, missing, tabs, content);
  }

  /** The thing's id as the address names it. */
  protected final String id() {
    return id;
  }

  protected final void tab(String name, Supplier<Component> maker) {
    Tab tab = new Tab(capital(name));
    TestId.on(tab, "tab-" + name);
    tabOf.put(name, tab);
    makers.put(name, maker);
    tabs.add(tab);
  }

  protected final void addActions(Component... buttons) {
    actions.add(buttons);
  }

  protected final Div actions() {
    return actions;
  }

  protected final void state(Component... marks) {
    state.removeAll();
    state.add(marks);
    shownMarks = List.of();
  }

  /** The same for marks, which are not sent again when they did not change. */
  protected final void marks(List<Mark> marks) {
    if (!marks.equals(shownMarks)) {
      state(marks.stream().map(Mark::span).toArray(Component[]::new));
      shownMarks = List.copyOf(marks);
    }
  }

  protected final FleetPicture picture() {
    return picture;
  }

  /**
   * Reads the thing and shows it.
   *
   * @throws RegistryException when there is none, or the database is away
   */
  protected abstract void read();

  /** Whether it changes without an entry in the journal. */
  protected boolean isBeating() {
    return false;
  }

  @Override
  public String getPageTitle() {
    return kind + " " + id + " · Roster";
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    id = idOf(event);
    title.setText(id);
    query = ListState.from(event.getLocation().getQueryParameters());
    String first = makers.keySet().stream().findFirst().orElse("");
    chosen = Optional.ofNullable(query.values().get(TAB)).filter(makers::containsKey).orElse(first);
    if (tabOf.containsKey(chosen)) {
      tabs.setSelectedTab(tabOf.get(chosen));
    }
    tabs.setVisible(makers.size() > 1);
    if (refresh()) {
      showTab();
    }
  }

  /** The rest of the path; it may hold slashes. */
  protected String idOf(BeforeEnterEvent event) {
    return event.getRouteParameters().get("id").orElse("");
  }

  @Override
  public void show(FleetPicture newest) {
    boolean news = isBeating() || newest.revision() > picture.revision() || newest.databaseAway();
    picture = newest;
    if (news && refresh() && shown instanceof ListPanel<?> panel) {
      panel.show(newest);
    } else if (shown instanceof LiveContent live) {
      live.show(newest);
    }
    away.show(newest.databaseAway(), newest.age());
  }

  /** Reads the thing anew; false when there is none to show. */
  protected final boolean refresh() {
    try {
      read();
      missing.removeAll();
      setParts(true);
      return true;
    } catch (RegistryException failed) {
      if (failed.code() == ErrorCode.DATABASE_AWAY) {
        away.show(true, Duration.ZERO);
        return shown != null;
      }
      showMissing(failed);
      return false;
    }
  }

  private void showMissing(RegistryException failed) {
    missing.removeAll();
    Anchor all = Links.to(path, "All " + path);
    TestId.on(all, "detail-all");
    missing.add(
        new EmptyState("detail-missing", kind + " not found", failed.getMessage() + ".", all));
    setParts(false);
  }

  private void setParts(boolean visible) {
    tabs.setVisible(visible && makers.size() > 1);
    content.setVisible(visible);
    actions.setVisible(visible);
    state.setVisible(visible);
  }

  private void choose(String name) {
    chosen = name;
    query = ListState.NONE.with(TAB, name);
    tell(query, true);
    showTab();
  }

  private void showTab() {
    content.removeAll();
    Supplier<Component> maker = makers.get(chosen);
    if (maker == null) {
      return;
    }
    Component made = maker.get();
    shown = made;
    content.add(made);
    if (made instanceof ListPanel<?> panel) {
      panel.open(query);
    } else if (made instanceof LiveContent live) {
      live.show(picture);
    }
  }

  /** A list in a tab. */
  protected final <T> ListPanel<T> list(ListSpec<T> spec) {
    return new ListPanel<>(
        spec,
        (state, canGoBack) -> {
          query = state.values().containsKey(TAB) ? state : new ListState(withTab(state));
          tell(query, canGoBack);
        });
  }

  private Map<String, String> withTab(ListState state) {
    Map<String, String> values = new LinkedHashMap<>(state.values());
    values.put(TAB, chosen);
    return values;
  }

  private void tell(ListState to, boolean canGoBack) {
    Addresses.show(getUI(), new Location(address(id), to.query()), canGoBack);
  }

  /** The address of a thing of this kind. */
  protected abstract String address(String thing);

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
