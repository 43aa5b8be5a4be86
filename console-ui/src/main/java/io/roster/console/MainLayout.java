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
import io.roster.console.action.FollowTray;
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
import io.roster.console.ui.ZoneToggle;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.platform.RegistryException;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What surrounds every view: navigation, freshness, the person, the keys. */
@Layout
@PermitAll
public class MainLayout extends AppLayout {

  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(5);

  private final transient Registry registry;
  private final transient LiveFeed feed;
  private final transient TabGate gate;

  private final LiveStatus status = new LiveStatus();
  private final Button pause = new Button("Pause");
  private final BrowserSignals signals = new BrowserSignals();

  private final FollowTray tray;

  private @Nullable LiveContent content;
  private @Nullable Registration looking;
  private transient Instant stood = Instant.EPOCH;

  @Inject
  public MainLayout(Registry registry, LiveFeed feed) {
    this.registry = registry;
    this.feed = feed;
    this.gate = new TabGate(feed.current());
    this.tray = new FollowTray(registry);
    setPrimarySection(Section.DRAWER);
    Aside side = new Aside(new Brand(), navigation(), keysHint());
    side.addClassName("side");
    addToDrawer(side);
    addToNavbar(bar());
    getElement().appendChild(tray.getElement());
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
    tray.serve(event.getUI());
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

  /** A hidden tab is sent nothing. */
  private boolean receive(FleetPicture picture) {
    gate.offer(picture);
    leaveUnlessStanding(picture);
    if (gate.hidden()) {
      return false;
    }
    showStatus();
    tray.show(picture);
    if (gate.open()) {
      registry.whileShowing(picture.number(), this::showContent);
    }
    return true;
  }

  /** An account that was disabled, or logged out everywhere, ends its sessions within seconds. */
  private void leaveUnlessStanding(FleetPicture picture) {
    if (picture.databaseAway() || picture.taken().isBefore(stood.plus(BETWEEN_CHECKS))) {
      return;
    }
    stood = picture.taken();
    if (!stands()) {
      getUI().ifPresent(ui -> ui.getPage().setLocation("logout"));
    }
  }

  private boolean stands() {
    try {
      return SignedIn.current().map(who -> registry.accounts().stands(who.account())).orElse(false);
    } catch (RegistryException unknown) {
      // Nobody asked for this check, so nobody is told; the next one comes within seconds.
      return true;
    }
  }

  private void showContent() {
    if (content != null) {
      content.show(gate.picture());
    }
  }

  private void showStatus() {
    FleetPicture picture = gate.picture();
    status.arrived(picture.number(), picture.asOf(), picture.age(), picture.taken());
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
    Places.byKeys(keys).ifPresentOrElse(this::go, () -> actHere(keys));
  }

  private void actHere(String keys) {
    switch (keys) {
      case "p" -> togglePause();
      case "r" -> seen(true);
      case "?" -> new KeysDialog().open();
      default -> {
        // The other keys are the browser's own business: search field, theme, times, rows.
      }
    }
  }

  private void go(Places place) {
    getUI().ifPresent(ui -> ui.navigate(place.path()));
  }

  private static SideNav navigation() {
    SideNav navigation = new SideNav();
    navigation.getElement().setAttribute("aria-label", "Views");
    for (Places place : Places.values()) {
      if (place.opensFor(SignedIn.current())) {
        navigation.addItem(item(place));
      }
    }
    return navigation;
  }

  private static SideNavItem item(Places place) {
    SideNavItem item = new SideNavItem(place.label(), place.path(), new Icon(place.icon()));
    item.setMatchNested(!place.path().isEmpty());
    if (place.beginsSection()) {
      item.addClassName("section-start");
    }
    TestId.on(item, "nav-" + place.label().toLowerCase(Locale.ROOT));
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
    Header bar =
        new Header(
            status,
            new SearchBox(),
            pause,
            new ZoneToggle(),
            new ThemeToggle(),
            personMenu(),
            signals);
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
