/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.roster.it.client.Daemon;
import io.roster.it.client.Pulse;
import io.roster.it.client.Wire;
import io.roster.it.product.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person does first in the console: log in, look at the workers, choose a theme. */
class ConsoleIT extends BrowserTest {

  /** What stands in the cells that are marked, and holds their marks where they are strongest. */
  private static final String MARKED_CELLS =
      """
      () => {
        const marks = [...document.querySelectorAll('vaadin-grid-cell-content')]
            .flatMap(cell => cell.getAnimations())
            .filter(animation => animation.id === 'changed');
        for (const mark of marks) {
          mark.pause();
          mark.currentTime = 0;
        }
        const texts = marks.map(mark => mark.effect.target.textContent);
        return texts.some(text => text.includes(' / ')) ? texts.join('; ') : null;
      }""";

  @Test
  void a_wrong_password_is_told_and_lets_nobody_in() {
    Page page = open(context(), "workers");
    assertThat(heading(page)).hasText("Log in");

    enter(page, "admin", "surely-wrong");

    assertThat(page.getByTestId("login-failure"))
        .hasText("Name and password do not belong together.");
    keep(page, "login-refused");
    page.navigate(registry().http().resolve("console/workers").toString());
    assertThat(heading(page)).hasText("Log in");
  }

  @Test
  void the_right_password_leads_to_where_one_was_going() {
    Page page = loggedIn(context(), "workers");

    assertThat(heading(page)).hasText("Workers");
    page.reload();
    assertThat(heading(page)).hasText("Workers");
  }

  @Test
  void a_session_that_ended_asks_for_the_log_in_and_leads_back_by_keys_to_the_same_address() {
    Page page = loggedIn(context(), "workers?q=nobody");
    assertThat(heading(page)).hasText("Workers");
    Page elsewhere = open(context(), "coordinators");
    assertThat(heading(elsewhere)).hasText("Coordinators");

    elsewhere.navigate(address(registry(), "logout"));

    assertThat(heading(elsewhere)).hasText("Log in");
    assertThat(heading(page)).hasText("Log in");
    // What was kept with the session is gone too, as after the death of a coordinator.
    page.context().clearCookies();
    page.reload();
    assertThat(heading(page)).hasText("Log in");
    enterByKeys(page, "admin", registry().firstPassword().get());
    assertThat(heading(page)).hasText("Workers");
    assertThat(page).hasURL(address(registry(), "workers?q=nobody"));
  }

  @Test
  void a_worker_appears_within_a_second_and_goes_when_it_leaves() {
    Page page = atWorkers(context());
    try (Wire wire = Wire.to(registry())) {
      List<Double> delays = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String worker = wire.register(Daemon.fresh()).getWorkerId();
        long registered = System.nanoTime();
        rowOf(page, worker).waitFor();
        delays.add((System.nanoTime() - registered) / 1e6);
        assertThat(wire.unregister(worker))
            .isEqualTo(io.roster.wire.globalstore.v1.Status.STATUS_OK);
        assertThat(rowOf(page, worker)).hasCount(0);
      }
      // The first one pays for what the browser loads with its first row.
      assertThat(delays.stream().sorted().toList().get(1))
          .as("median of %s ms", delays)
          .isLessThan(SECOND);
    }
  }

  @Test
  void a_worker_that_falls_silent_goes_by_itself() {
    Page page = atWorkers(context());
    try (Wire wire = Wire.to(registry())) {
      String silent = wire.register(Daemon.fresh()).getWorkerId();
      rowOf(page, silent).waitFor();

      assertThat(rowOf(page, silent))
          .hasCount(
              0,
              new LocatorAssertions.HasCountOptions()
                  .setTimeout(Setup.HEARTBEAT_TIMEOUT_SECONDS * 5 * SECOND));
      assertThat(page.getByTestId("recently-gone")).containsText(silent);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void a_value_that_changes_is_marked_for_a_moment_and_nothing_moves(ColorScheme scheme) {
    AtomicLong free = new AtomicLong(Daemon.POOL_BYTES);
    try (BrowserContext themed = newContext(scheme);
        Wire wire = Wire.to(registry())) {
      String worker = wire.register(Daemon.fresh()).getWorkerId();
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> beat(wire, worker, free.get()))) {
        Page page = loggedIn(themed, "workers?q=" + worker);
        rowOf(page, worker).waitFor();
        Locator pool = page.locator("vaadin-grid-cell-content:has(.pool):visible");
        assertThat(pool).containsText("0 /");
        BoundingBox before = pool.boundingBox();

        free.set(Daemon.POOL_BYTES / 2);

        Object marked = page.waitForFunction(MARKED_CELLS).jsonValue();
        assertThat(marked).asString().contains(" / ").doesNotContain(worker);
        assertThat(pool.boundingBox()).usingRecursiveComparison().isEqualTo(before);
        assertAccessible(page, "changed-" + scheme);
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker);
    }
  }

  private static void beat(Wire wire, String worker, long free) {
    wire.runtime().workerHeartbeat(Wire.beatOf(worker).setMemPoolAvailableSize(free).build());
  }

  @Test
  void the_theme_goes_through_light_and_dark_and_is_remembered() {
    Page page = atWorkers(context());
    Locator root = page.locator("html");
    assertThat(root).hasAttribute("theme", "light");

    Locator toggle = page.getByTestId("theme-toggle");
    toggle.click();
    assertThat(toggle).hasAttribute("data-choice", "light");
    toggle.click();
    assertThat(root).hasAttribute("theme", "dark");

    page.reload();
    assertThat(root).hasAttribute("theme", "dark");
  }

  @Test
  void everything_is_reached_by_keys() {
    Page page = open(context(), "");
    enterByKeys(page, "admin", registry().firstPassword().get());
    assertThat(heading(page)).hasText("Overview");

    go(page, "w");
    assertThat(heading(page)).hasText("Workers");
    page.keyboard().press("/");
    assertThat(page.getByLabel("Filter the workers")).isFocused();
    page.keyboard().press("Escape");
    page.keyboard().press("?");
    assertThat(page.getByTestId("keys-close")).isVisible();
    assertAccessibleInBoth(page, "keys");
    page.keyboard().press("Escape");
    assertThat(page.getByTestId("keys-close")).isHidden();
    go(page, "e");
    assertThat(page).hasURL(Pattern.compile(".*/console/events.*"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void no_page_shuts_anybody_out(ColorScheme scheme) {
    String theme = scheme == ColorScheme.DARK ? "dark" : "light";
    try (BrowserContext themed = newContext(scheme);
        Wire wire = Wire.to(registry())) {
      Page page = open(themed, "login");
      assertThat(page.locator("html")).hasAttribute("theme", theme);
      assertThat(page.getByTestId("login-submit")).isVisible();
      assertAccessible(page, "login-" + theme);

      List<String> workers = fleet(wire);
      try (Pulse pulse = new Pulse(Duration.ofMillis(500), () -> beat(wire, workers))) {
        enter(page, "admin", registry().firstPassword().get());
        assertThat(heading(page)).hasText("Overview");
        assertAccessible(page, "overview-" + theme);
        page.getByTestId("nav-workers").click();
        rowOf(page, workers.get(0)).waitFor();
        assertAccessible(page, "workers-" + theme);
        page.getByTestId("nav-events").click();
        assertThat(heading(page)).hasText("Events");
        assertAccessible(page, "events-" + theme);
        assertThat(pulse.isSteady()).isTrue();
      }
      workers.forEach(wire::unregister);
    }
  }

  private static List<String> fleet(Wire wire) {
    List<String> workers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      workers.add(
          wire.runtime()
              .registerWorker(
                  Daemon.fresh().registration().setCapabilityFlags(i % 2 == 0 ? 6 : 2).build())
              .getWorkerId());
    }
    return workers;
  }

  /** Each with another part of its pool in use, the last one taking no requests. */
  private static void beat(Wire wire, List<String> workers) {
    for (int i = 0; i < workers.size(); i++) {
      wire.runtime()
          .workerHeartbeat(
              Wire.beatOf(workers.get(i))
                  .setMemPoolAvailableSize(Daemon.POOL_BYTES / workers.size() * i)
                  .setAcceptingNewRequests(i + 1 < workers.size())
                  .build());
    }
  }
}
