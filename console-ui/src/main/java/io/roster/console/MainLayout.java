/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.shared.Registration;
import io.roster.console.account.PasswordDialog;
import io.roster.console.account.SignedIn;
import io.roster.console.live.FleetPicture;
import io.roster.console.live.LiveContent;
import io.roster.console.live.LiveFeed;
import io.roster.console.live.TabChannel;
import io.roster.console.live.TabGate;
import io.roster.console.registry.Registry;
import io.roster.console.ui.Brand;
import io.roster.console.ui.BrowserSignals;
import io.roster.console.ui.Icon;
import io.roster.console.ui.LiveStatus;
import io.roster.console.ui.TestId;
import io.roster.console.ui.ThemeToggle;
import io.roster.registry.admin.ServerInfo;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** What surrounds every view: navigation, freshness, the person, the keys. */
@Layout
@PermitAll
public class MainLayout extends AppLayout {

  private final transient Registry registry;
  private final transient LiveFeed feed;
  private final transient TabGate gate;

  private final LiveStatus status = new LiveStatus();
  private final Button pause = new Button("Pause");
  private final BrowserSignals signals = new BrowserSignals();

  private @Nullable LiveContent content;
  private @Nullable Registration looking;

  @Inject
  public MainLayout(Registry registry, LiveFeed feed) {
    this.registry = registry;
    this.feed = feed;
    this.gate = new TabGate(feed.current());
    setPrimarySection(Section.DRAWER);
    Aside side = new Aside(new Brand(), navigation(), keysHint());
    side.addClassName("side");
    addToDrawer(side);
    addToNavbar(bar());
    signals.onShortcut(event -> act(event.keys()));
    signals.onVisibility(event -> seen(event.visible()));
  }

  @Override
  public void showRouterLayoutContent(HasElement shown) {
    super.showRouterLayoutContent(shown);
    content = shown instanceof LiveContent live ? live : null;
    showContent();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    gate.offer(feed.current());
    showStatus();
    showContent();
    looking = feed.look(new TabChannel(event.getUI(), this::receive));
  }

  @Override
  protected void onDetach(DetachEvent event) {
    if (looking != null) {
      looking.remove();
      looking = null;
    }
    super.onDetach(event);
  }

  private void receive(FleetPicture picture) {
    gate.offer(picture);
    if (gate.hidden()) {
      return;
    }
    showStatus();
    if (gate.open()) {
      showContent();
    }
  }

  private void showContent() {
    if (content != null) {
      content.show(gate.picture());
    }
  }

  private void showStatus() {
    FleetPicture picture = gate.picture();
    status.arrived(picture.number(), picture.asOf(), picture.age());
    picture.server().map(ServerInfo::coordinator).ifPresent(status::coordinator);
    if (gate.paused()) {
      status.paused(gate.heldBack());
    } else {
      status.resumed();
    }
  }

  private void seen(boolean visible) {
    if (!visible) {
      gate.hide();
      return;
    }
    gate.reveal();
    gate.offer(feed.current());
    showStatus();
    showContent();
  }

  private void togglePause() {
    if (gate.paused()) {
      gate.resume();
    } else {
      gate.pause();
    }
    pause.setText(gate.paused() ? "Resume" : "Pause");
    pause.getElement().setAttribute("aria-pressed", String.valueOf(gate.paused()));
    showStatus();
    showContent();
  }

  private void act(String keys) {
    switch (keys) {
      case "g o" -> getUI().ifPresent(ui -> ui.navigate(""));
      case "g w" -> getUI().ifPresent(ui -> ui.navigate("workers"));
      case "g e" -> getUI().ifPresent(ui -> ui.navigate("events"));
      case "p" -> togglePause();
      case "?" -> new KeysDialog().open();
      default -> {
        // The other keys are the browser's own business: search field, theme.
      }
    }
  }

  private static SideNav navigation() {
    SideNav navigation = new SideNav();
    navigation.getElement().setAttribute("aria-label", "Views");
    navigation.addItem(
        item("Overview", "", Icon.Shape.OVERVIEW),
        item("Workers", "workers", Icon.Shape.WORKERS),
        item("Events", "events", Icon.Shape.EVENTS),
        item("About", "about", Icon.Shape.ABOUT));
    return navigation;
  }

  private static SideNavItem item(String label, String path, Icon.Shape shape) {
    SideNavItem item = new SideNavItem(label, path, new Icon(shape));
    TestId.on(item, "nav-" + label.toLowerCase(java.util.Locale.ROOT));
    return item;
  }

  private static Div keysHint() {
    Span key = new Span("?");
    key.addClassName("key");
    Div hint = new Div(key, new Span("for the keys"));
    hint.addClassName("keys-hint");
    return hint;
  }

  private Header bar() {
    TestId.on(pause, "pause");
    pause.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    pause.getElement().setAttribute("aria-pressed", "false");
    pause.addClickListener(click -> togglePause());
    Header bar = new Header(status, pause, new ThemeToggle(), personMenu(), signals);
    bar.addClassName("bar");
    return bar;
  }

  private MenuBar personMenu() {
    MenuBar menu = new MenuBar();
    TestId.on(menu, "person-menu");
    menu.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
    SignedIn.current()
        .ifPresent(
            person -> {
              Span role = new Span(person.roleWord());
              role.addClassName("chip");
              Span label = new Span(new Span(person.getName()), role);
              label.addClassName("person");
              var entry = menu.addItem(label).getSubMenu();
              TestId.on(
                  entry.addItem(
                      "Change password", click -> new PasswordDialog(registry, person).open()),
                  "change-password");
              TestId.on(
                  entry.addItem("Log out", click -> getUI().ifPresent(ui -> ui.navigate("logout"))),
                  "log-out");
            });
    return menu;
  }
}
