/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.roster.it.client.Artifact;
import io.roster.it.client.Daemon;
import io.roster.it.client.Fresh;
import io.roster.it.client.Pulse;
import io.roster.it.client.Replica;
import io.roster.it.client.Transports;
import io.roster.it.client.Wire;
import io.roster.it.client.Worker;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does in the console, against daemons that live. */
class JourneysIT extends BrowserTest {

  private static final String REASON = "a reason that the audit keeps";

  @Test
  void a_worker_is_resynced_and_its_outcome_is_seen_by_keys_alone() {
    try (Wire wire = Wire.to(registry())) {
      Worker worker = Worker.register(wire, Daemon.fresh());
      Replica held = Replica.of(worker.daemon());
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> live(wire, worker, held))) {
        Page page = loggedIn(context(), "workers/" + worker.id());
        assertThat(page.getByTestId("detail-title")).hasText(worker.id());

        tabTo(page, "resync");
        page.keyboard().press("Enter");
        confirmByKeys(page, REASON);

        Locator card = page.getByTestId("follow-card");
        assertThat(card).containsText("Resync worker " + worker.id());
        assertThat(page.getByTestId("follow-outcome")).containsText("reconciled");
        keep(page, "resync-done");
        tabTo(page, "follow-command");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("command-reason")).hasText(REASON);
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker.id());
    }
  }

  @Test
  void a_worker_is_drained_by_keys_alone_and_enter_by_itself_does_nothing() {
    try (Wire wire = Wire.to(registry())) {
      String worker = wire.register(Daemon.fresh()).getWorkerId();
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> wire.beat(worker))) {
        Page page = loggedIn(context(), "workers/" + worker);
        page.getByTestId("drain").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("action-cancel")).isFocused();

        page.keyboard().press("Enter");
        assertThat(page.getByTestId("action-cancel")).isHidden();
        assertThat(page.getByTestId("drain")).isVisible();

        page.getByTestId("drain").focus();
        page.keyboard().press("Enter");
        confirmByKeys(page, REASON);

        assertThat(page.getByTestId("resume")).isVisible();
        assertThat(page.locator(".heading-state")).containsText("draining");
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker);
    }
  }

  @Test
  void a_worker_is_found_drained_and_seen_to_finish_its_transports_by_keys_alone() {
    try (Wire wire = Wire.to(registry())) {
      Worker worker = Worker.register(wire, Daemon.fresh());
      Replica held = Replica.of(worker.daemon());
      wire.register(held.registration(worker.id()));
      Transports transports = new Transports(wire);
      String transport = transports.hold(held.artifact());
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> live(wire, worker, held))) {
        Page page = loggedIn(context(), "workers?q=" + worker.id());
        rowOf(page, worker.id()).waitFor();
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("detail-title")).hasText(worker.id());

        tabTo(page, "drain");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("action-cancel")).isFocused();
        assertThat(page.getByTestId("action-consequences")).containsText("transport");
        confirmByKeys(page, REASON);
        assertThat(page.locator(".heading-state")).containsText("draining");

        tabTo(page, "tab-overview");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*\\?tab=transports"));
        Locator rows = page.getByTestId("transports-grid");
        assertThat(rows).containsText(transport);
        assertThat(rows).containsText("in progress");
        keep(page, "drain-running");

        assertThat(transports.request(held.artifact()).getStatus()).isNotEqualTo(Status.STATUS_OK);
        transports.complete(transport);

        assertThat(rows).containsText("success");
        keep(page, "drain-finished");
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker.id());
    }
  }

  @Test
  void what_changed_under_an_operators_hands_is_shown_before_anything_is_done() {
    try (Wire wire = Wire.to(registry())) {
      String worker = wire.register(Daemon.fresh()).getWorkerId();
      Page page;
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> wire.beat(worker))) {
        page = loggedIn(context(), "workers/" + worker);
        page.getByTestId("drain").click();
        page.getByTestId("action-reason").locator("input").fill(REASON);
        assertThat(pulse.isSteady()).isTrue();
      }

      wire.unregister(worker);
      page.getByTestId("action-confirm").click();

      assertThat(page.getByTestId("action-changes")).containsText("worker.unregistered");
      assertThat(page.getByTestId("action-confirm")).isVisible();
      keep(page, "action-conflict");
    }
  }

  @Test
  void everything_that_is_on_screen_is_in_the_address() {
    try (Wire wire = Wire.to(registry())) {
      String worker = wire.register(Daemon.fresh()).getWorkerId();
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> wire.beat(worker))) {
        Page page = loggedIn(context(), "workers");
        page.getByTestId("filter-q").locator("input").fill(worker);
        assertThat(page).hasURL(Pattern.compile(".*q=" + worker + ".*"));
        page.getByTestId("workers-grid").getByText(worker).first().click();
        assertThat(page.getByTestId("detail-title")).hasText(worker);
        page.getByTestId("tab-events").click();
        assertThat(page).hasURL(Pattern.compile(".*/workers/" + worker + "\\?tab=events"));

        page.reload();

        assertThat(page.getByTestId("events-grid")).isVisible();
        page.goBack();
        assertThat(page.getByTestId("heartbeat-strip")).isVisible();
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker);
    }
  }

  @Test
  void rows_are_walked_and_opened_by_keys() {
    try (Wire wire = Wire.to(registry())) {
      String worker = wire.register(Daemon.fresh()).getWorkerId();
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> wire.beat(worker))) {
        Page page = loggedIn(context(), "workers?q=" + worker);
        rowOf(page, worker).waitFor();

        page.keyboard().press("j");
        page.keyboard().press("Enter");

        assertThat(page.getByTestId("detail-title")).hasText(worker);
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void no_view_shuts_anybody_out(ColorScheme scheme) {
    String theme = scheme == ColorScheme.DARK ? "dark" : "light";
    try (BrowserContext themed = newContext(scheme);
        Wire wire = Wire.to(registry())) {
      Worker worker = Worker.register(wire, Daemon.fresh());
      Replica held = Replica.of(worker.daemon());
      wire.register(held.registration(worker.id()));
      String transport = new Transports(wire).hold(held.artifact());
      String key = publishedKey(wire);
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> live(wire, worker, held))) {
        Page page = loggedIn(themed, "");
        assertThat(heading(page)).hasText("Overview");
        Map<String, String> views = views(worker, held, transport);
        views.put("key", "keys/" + key);
        views.put("command", resynced(page, worker));
        for (Map.Entry<String, String> view : views.entrySet()) {
          page.navigate(registry().http().resolve("console/" + view.getValue()).toString());
          heading(page).waitFor();
          assertThat(page.getByTestId("live-state")).hasText("live");
          assertAccessible(page, view.getKey() + "-" + theme);
        }
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker.id());
    }
  }

  private static String publishedKey(Wire wire) {
    String key = Fresh.name("models/key");
    wire.catalog()
        .upsertKeyMapping(
            UpsertKeyMappingRequest.newBuilder()
                .setKey(key)
                .setArtifactId(Artifact.fresh().publish(wire).id())
                .build());
    return key;
  }

  /** The address of a command that was carried out. */
  private String resynced(Page page, Worker worker) {
    page.navigate(registry().http().resolve("console/workers/" + worker.id()).toString());
    page.getByTestId("resync").click();
    page.getByTestId("action-reason").locator("input").fill(REASON);
    page.getByTestId("action-confirm").click();
    assertThat(page.getByTestId("follow-outcome")).containsText("reconciled");
    return page.getByTestId("follow-command").getAttribute("href");
  }

  private static Map<String, String> views(Worker worker, Replica held, String transport) {
    Map<String, String> views = new TreeMap<>();
    for (String list :
        List.of(
            "workers",
            "topology",
            "artifacts",
            "replicas",
            "transports",
            "keys",
            "leases",
            "coordinators",
            "commands",
            "events",
            "audit",
            "accounts",
            "config",
            "about")) {
      views.put(list, list);
    }
    views.put("overview", "");
    views.put("topology-table", "topology?view=table");
    views.put("topology-focus", "topology?focus=" + worker.id());
    views.put("worker", "workers/" + worker.id());
    views.put("worker-replicas", "workers/" + worker.id() + "?tab=replicas");
    views.put("worker-missing", "workers/nobody");
    views.put("artifact", "artifacts/" + held.artifact());
    views.put("artifact-chunks", "artifacts/" + held.artifact() + "?tab=chunks");
    views.put("transport", "transports/" + transport);
    views.put("find-nothing", "find?q=nothing-is-called-so");
    return views;
  }

  /** Beats, and reconciles when it is asked to, as a daemon does. */
  private static void live(Wire wire, Worker worker, Replica held) {
    if (wire.beat(worker.id()).getStateSyncRequired()) {
      worker.report(wire, held);
    }
  }
}
