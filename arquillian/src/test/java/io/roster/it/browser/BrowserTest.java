/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.roster.it.product.Build;
import io.roster.it.product.Product;
import io.roster.it.product.Registry;
import io.roster.it.product.Setup;
import io.roster.it.product.SignInProvider;
import io.roster.testing.chromium.Chromium;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A person with a browser in front of the product. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BrowserTest {

  static final double SECOND = 1_000;

  static final Set<String> GRAVE = Set.of("serious", "critical");

  private static final int MOST_STOPS = 80;

  /** Of a browser and of a registry that share the machine with whatever else is tested. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** In the middle of a fade colours are of no design; what turns for ever is not waited for. */
  private static final String NOTHING_FADES =
      """
      () => {
        const roots = [document];
        for (const root of roots) {
          for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) roots.push(element.shadowRoot);
          }
        }
        return roots
            .flatMap(root => root.getAnimations())
            .filter(animation => animation.playState === 'running')
            .every(animation => animation.effect?.getComputedTiming().endTime === Infinity);
      }""";

  private @Nullable Chromium chromium;
  private @Nullable Registry registry;
  private @Nullable BrowserContext context;

  @BeforeAll
  void start() {
    assumeTrue(Chromium.isWanted(), "-Dbrowser.tests=skip");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    chromium = new Chromium();
    registry = theRegistry();
  }

  /** In front of which the browser is. */
  Registry theRegistry() {
    return Product.ROSTER_UP.registry(Setup.PLAIN);
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void freshContext() {
    context = newContext(ColorScheme.LIGHT);
  }

  @AfterEach
  void closeContext() {
    context().close();
  }

  final BrowserContext newContext(ColorScheme scheme) {
    BrowserContext created =
        java.util.Objects.requireNonNull(chromium)
            .browser()
            .newContext(
                new Browser.NewContextOptions().setViewportSize(1440, 900).setColorScheme(scheme));
    created.setDefaultTimeout(PATIENCE.toMillis());
    return created;
  }

  final BrowserContext context() {
    return java.util.Objects.requireNonNull(context);
  }

  final Registry registry() {
    return java.util.Objects.requireNonNull(registry);
  }

  final Page open(BrowserContext where, String path) {
    Page page = where.newPage();
    page.navigate(address(registry(), path));
    return page;
  }

  static String address(Registry registry, String path) {
    return registry.http().resolve("console/" + path).toString();
  }

  /** Logs in as somebody without a mouse does: the field for the name has the focus. */
  static void enterByKeys(Page page, String name, String password) {
    assertThat(nameField(page)).isFocused();
    page.keyboard().type(name);
    page.keyboard().press("Tab");
    page.keyboard().type(password);
    page.keyboard().press("Enter");
  }

  private static Locator nameField(Page page) {
    return page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
  }

  static void enter(Page page, String name, String password) {
    nameField(page).fill(name);
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
    page.getByTestId("login-submit").click();
  }

  final Page loggedIn(BrowserContext where, String path) {
    Page page = open(where, path);
    enter(page, "admin", registry().firstPassword().get());
    return page;
  }

  /** As the same person as before, by keys alone. */
  static void signOnByKeys(Page page) {
    assertThat(nameField(page)).isFocused();
    tabTo(page, "login-sso");
    page.keyboard().press("Enter");
  }

  /** As whom the identity provider vouches for. */
  final Page signedOn(BrowserContext where, String path, String name, String... groups) {
    SignInProvider.shared().vouchesFor(name, groups);
    Page page = open(where, path);
    page.getByTestId("login-sso").click();
    return page;
  }

  final Page atWorkers(BrowserContext where) {
    Page page = loggedIn(where, "workers");
    assertThat(heading(page)).hasText("Workers");
    return page;
  }

  static Locator heading(Page page) {
    return page.locator("h1");
  }

  static Locator rowOf(Page page, String worker) {
    return cellOf(page, "workers-grid", worker);
  }

  /** The grid keeps the cells of rows that went, hidden, for rows to come. */
  static Locator cellOf(Page page, String grid, String text) {
    return page.getByTestId(grid)
        .getByText(text, new Locator.GetByTextOptions().setExact(true))
        .filter(new Locator.FilterOptions().setVisible(true));
  }

  /** Goes to a view by its pair of keys. */
  static void go(Page page, String letter) {
    page.keyboard().press("g");
    page.keyboard().press(letter);
  }

  /** Goes on with the tabulator until something has the focus, as somebody without a mouse does. */
  static void tabTo(Page page, String testId) {
    for (int stop = 0; stop < MOST_STOPS; stop++) {
      if (tab(page).equals(testId)) {
        return;
      }
    }
    throw new AssertionError("the tabulator does not come to " + testId);
  }

  /** Where the tabulator stops, of what has a name for tests. */
  static Set<String> tabStops(Page page) {
    return Stream.generate(() -> tab(page)).limit(MOST_STOPS).collect(Collectors.toSet());
  }

  private static String tab(Page page) {
    page.keyboard().press("Tab");
    return String.valueOf(
        page.evaluate("() => document.activeElement?.getAttribute('data-testid') ?? ''"));
  }

  /** Gives the reason and consents in the dialog that is open, from its safe button on. */
  static void confirmByKeys(Page page, String reason) {
    assertThat(page.getByTestId("action-cancel")).isFocused();
    page.keyboard().press("Shift+Tab");
    page.keyboard().type(reason);
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
  }

  static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Build.screenshots().resolve(name + ".png")));
  }

  static void assertAccessible(Page page, String name) {
    page.waitForFunction(NOTHING_FADES);
    keep(page, name);
    AxeRunOptions onlyWhatIsWrong = new AxeRunOptions();
    onlyWhatIsWrong.setResultTypes(List.of("violations"));
    List<Rule> violations =
        new AxeBuilder(page)
                // Without frames nothing has to be put together in a page of its own.
                .setLegacyMode(true)
                .options(onlyWhatIsWrong)
                .analyze()
                .getViolations()
                .stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .toList();
    assertThat(violations)
        .as(() -> name + ": " + violations.stream().map(BrowserTest::told).toList())
        .isEmpty();
  }

  static void assertAccessibleInBoth(Page page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      String theme = scheme == ColorScheme.DARK ? "dark" : "light";
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat(page.locator("html")).hasAttribute("theme", theme);
      assertAccessible(page, name + "-" + theme);
    }
  }

  static String told(Rule rule) {
    return rule.getId()
        + " ("
        + rule.getHelp()
        + ") at "
        + rule.getNodes().stream().map(node -> String.valueOf(node.getHtml())).toList();
  }
}
