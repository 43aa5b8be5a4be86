/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.testing;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.mock.MockedUI;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.roster.console.account.LoginBrake;
import io.roster.console.action.Actions;
import io.roster.console.list.RowActions;
import io.roster.console.live.HandFeed;
import io.roster.console.live.LiveFeed;
import io.roster.console.registry.Registry;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The console without a browser: its real views, guard and layout over a registry in memory. */
public abstract class ConsoleTest {

  protected final SettableClock clock = new SettableClock();
  protected final FakeRegistry registry = new FakeRegistry(clock);
  private final LoginBrake brake = new LoginBrake();
  private final Registry services = registry.asRegistry();
  protected final HandFeed feed = new HandFeed(services, clock);

  @BeforeEach
  void openConsole() {
    Routes routes = new Routes().autoDiscoverViews("io.roster.console");
    MockVaadin.setup(MockedUI::new, new ConsoleServlet(routes, this::made));
  }

  @AfterEach
  void closeConsole() {
    MockVaadin.tearDown();
  }

  /** Makes what the container would: views and layouts, with what their constructors ask for. */
  private Optional<Object> made(Class<?> type) {
    return Stream.of(type.getDeclaredConstructors())
        .filter(constructor -> constructor.isAnnotationPresent(Inject.class))
        .findFirst()
        .map(this::construct);
  }

  private Object construct(Constructor<?> constructor) {
    Object[] arguments = Stream.of(constructor.getParameterTypes()).map(this::service).toArray();
    try {
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Object service(Class<?> type) {
    if (type == Registry.class) {
      return services;
    }
    if (type == Actions.class) {
      return new Actions(services);
    }
    if (type == LoginBrake.class) {
      return brake;
    }
    if (type == LiveFeed.class) {
      return feed.feed();
    }
    throw new IllegalArgumentException("the test has no " + type);
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

  /** Chooses something in the menu at the end of a list's first row. */
  protected static void chooseInFirstRow(Grid<?> grid, String testId) {
    MenuBar menu = (MenuBar) GridKt._getCellComponent(grid, 0, RowActions.COLUMN);
    MenuItem item =
        menu.getItems().get(0).getSubMenu().getItems().stream()
            .filter(one -> testId.equals(one.getElement().getAttribute("data-testid")))
            .findFirst()
            .orElseThrow();
    ComponentUtil.fireEvent(item, new ClickEvent<>(item));
  }

  private static <T extends Component> Predicate<T> has(String testId) {
    return component -> testId.equals(component.getElement().getAttribute("data-testid"));
  }
}
