/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.testing;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.mock.MockedUI;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.roster.console.MainLayout;
import io.roster.console.about.AboutView;
import io.roster.console.account.LoginBrake;
import io.roster.console.account.LoginView;
import io.roster.console.live.HandFeed;
import io.roster.console.registry.Registry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The console without a browser: its real views, guard and layout over a registry in memory. */
public abstract class ConsoleTest {

  protected final SettableClock clock = new SettableClock();
  protected final FakeRegistry registry = new FakeRegistry(clock);
  private final LoginBrake brake = new LoginBrake();
  protected final HandFeed feed = new HandFeed(registry.asRegistry(), clock);

  @BeforeEach
  void openConsole() {
    Routes routes = new Routes().autoDiscoverViews("io.roster.console");
    MockVaadin.setup(MockedUI::new, new ConsoleServlet(routes, this::made));
  }

  @AfterEach
  void closeConsole() {
    MockVaadin.tearDown();
  }

  private Optional<Object> made(Class<?> type) {
    Registry services = registry.asRegistry();
    if (type == LoginView.class) {
      return Optional.of(new LoginView(services, brake));
    }
    if (type == MainLayout.class) {
      return Optional.of(new MainLayout(services, feed.feed()));
    }
    if (type == AboutView.class) {
      return Optional.of(new AboutView(services));
    }
    return Optional.empty();
  }

  protected void logInAs(String name) {
    logIn(name, FakeRegistry.PASSWORD);
  }

  protected void logIn(String name, String password) {
    _setValue(one(TextField.class, "login-name"), name);
    _setValue(one(PasswordField.class, "login-password"), password);
    _click(one(Button.class, "login-submit"));
  }

  /** Lets time pass on the coordinator, and lets the browser hear of it. */
  protected void pass(Duration time) {
    feed.pass(time);
    MockVaadin.clientRoundtrip();
  }

  protected void open(String path) {
    open(path, QueryParameters.empty());
  }

  protected void open(String path, QueryParameters query) {
    UI.getCurrent().navigate(path, query);
    MockVaadin.clientRoundtrip();
  }

  protected static String address() {
    return UI.getCurrent().getInternals().getActiveViewLocation().getPathWithQueryParameters();
  }

  protected static <T extends Component> T one(Class<T> type, String testId) {
    return _get(type, spec -> spec.withPredicate(has(testId)));
  }

  protected static boolean shown(String testId) {
    return !_find(Component.class, spec -> spec.withPredicate(has(testId))).isEmpty();
  }

  private static <T extends Component> Predicate<T> has(String testId) {
    return component -> testId.equals(component.getElement().getAttribute("data-testid"));
  }
}
