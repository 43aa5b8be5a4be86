/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.roster.it.product.NodeProcess;
import io.roster.it.product.Registry;
import io.roster.wire.globalstore.v1.AcquireShardHomeLeaseRequest;
import io.roster.wire.globalstore.v1.Status;
import io.roster.wire.globalstore.v1.UpsertKeyMappingRequest;
import java.net.URLEncoder;
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

  /** Often enough that the registry, which waits for seconds only, does not miss the node. */
  private static final Map<String, String> QUICK =
      Map.of(
          "ROSTER_NODE_HEARTBEAT_INTERVAL", "PT1S",
          "ROSTER_NODE_HEARTBEAT_RPC_TIMEOUT", "PT1S");

  private static final String KEYS = "models/key";

  private static final List<String> LISTS =
      List.of(
          "workers",
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
          "config");

  @Test
  void a_node_arrives_answers_a_resync_and_dies_by_keys_alone() {
    String name = Fresh.name("arriving");
    try (NodeProcess node = NodeProcess.start(name, endpoint(), QUICK)) {
      Page page = open(context(), "");
      enterByKeys(page, "admin", registry().firstPassword().get());
      assertThat(heading(page)).hasText("Overview");
      go(page, "w");
      assertThat(heading(page)).hasText("Workers");

      String worker = node.awaitReady().status().orElseThrow().getWorkerId();
      rowOf(page, worker).waitFor();
      page.keyboard().press("/");
      page.keyboard().type(name);
      assertThat(page).hasURL(Pattern.compile(".*q=" + name + ".*"));
      page.keyboard().press("Escape");
      page.keyboard().press("j");
      page.keyboard().press("Enter");
      assertThat(page.getByTestId("detail-title")).hasText(worker);
      assertThat(page.locator(".heading-state")).containsText("ready");

      tabTo(page, "resync");
      page.keyboard().press("Enter");
      confirmByKeys(page, REASON);
      assertThat(page.getByTestId("follow-outcome")).containsText("reconciled");

      node.kill();

      assertThat(page.locator(".heading-state")).containsText("gone");
      go(page, "w");
      assertThat(page.getByTestId("recently-gone")).containsText(worker);
      tabTo(page, "recently-gone");
      page.keyboard().press("Tab");
      assertThat(page.getByTestId("recently-gone").getByText(worker)).isFocused();
      keep(page, "node-died");
      page.keyboard().press("Enter");
      assertThat(page.getByTestId("detail-title")).hasText(worker);
    }
  }

  private String endpoint() {
    return Registry.HOST + ":" + registry().grpcPort();
  }

  @Test
  void a_worker_that_drifted_is_resynced_and_seen_to_converge_by_keys_alone() {
    try (Wire wire = Wire.to(registry())) {
      Worker worker = Worker.register(wire, Daemon.fresh());
      Replica lost = Replica.of(worker.daemon());
      Replica gained = Replica.of(worker.daemon());
      worker.report(wire, lost);
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> worker.live(wire, gained))) {
        Page page = loggedIn(context(), "workers/" + worker.id() + "?tab=replicas");
        assertThat(cellOf(page, "replicas-grid", lost.artifact())).isVisible();
        assertThat(cellOf(page, "replicas-grid", gained.artifact())).hasCount(0);

        tabTo(page, "resync");
        page.keyboard().press("Enter");
        confirmByKeys(page, REASON);

        Locator card = page.getByTestId("follow-card");
        assertThat(card).containsText("Resync worker " + worker.id());
        Locator outcome = page.getByTestId("follow-outcome");
        assertThat(outcome).containsText("reconciled");
        assertThat(outcome).containsText("1 × replica.registered, 1 × replica.removed");
        assertThat(cellOf(page, "replicas-grid", gained.artifact())).isVisible();
        assertThat(cellOf(page, "replicas-grid", lost.artifact())).hasCount(0);
        keep(page, "resync-done");

        tabTo(page, "tab-replicas");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("worker-sync")).hasText("agreed");
        assertThat(page.getByTestId("worker-acknowledged"))
            .hasText(page.getByTestId("worker-expected").textContent());
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
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> worker.live(wire, held))) {
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
      assertAccessibleInBoth(page, "action-conflict");
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
  void rows_are_chosen_acted_on_and_opened_by_keys() {
    String node = Fresh.name("walked");
    try (Wire wire = Wire.to(registry())) {
      Worker one = Worker.register(wire, daemonOn(node));
      Worker other = Worker.register(wire, daemonOn(node));
      Runnable live =
          () -> {
            one.live(wire);
            other.live(wire);
          };
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), live)) {
        Page page = loggedIn(context(), "workers?q=" + node);
        rowOf(page, one.id()).waitFor();
        page.keyboard().press("j");
        page.keyboard().press("Space");
        page.keyboard().press("j");
        page.keyboard().press("Space");
        tabTo(page, "resync-selected");
        page.keyboard().press("Enter");
        confirmByKeys(page, REASON);
        assertThat(page.getByTestId("follow-outcome"))
            .containsText(new String[] {"reconciled", "reconciled"});

        page.keyboard().press("j");
        page.keyboard().press("End");
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        page.getByTestId("worker-command-lines").waitFor();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("command-lines-close")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("command-lines-close")).isHidden();

        page.keyboard().press("j");
        page.keyboard().press("Home");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("detail-title")).containsText(node);
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(one.id());
      wire.unregister(other.id());
    }
  }

  private static Daemon daemonOn(String node) {
    Daemon fresh = Daemon.fresh();
    return new Daemon(fresh.id(), node, fresh.address(), fresh.grpcPort());
  }

  @Test
  void a_script_in_a_workers_name_is_text_and_nothing_else() {
    String script = "<img src=x onerror=\"document.body.remove()\">";
    try (Wire wire = Wire.to(registry())) {
      Worker worker = Worker.register(wire, daemonOn(script));
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> worker.live(wire))) {
        String id = URLEncoder.encode(worker.id(), UTF_8).replace("+", "%20");
        Page page = loggedIn(context(), "workers?q=" + id);
        rowOf(page, worker.id()).waitFor();
        for (String path :
            List.of("workers/" + id, "topology?view=table&focus=" + id, "events?subject=" + id)) {
          page.navigate(address(registry(), path));
          page.getByText(worker.id())
              .filter(new Locator.FilterOptions().setVisible(true))
              .first()
              .waitFor();
          assertThat(page.locator("img[src=x]")).hasCount(0);
        }
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker.id());
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
      publishedKey(wire);
      held(wire, worker);
      try (Pulse pulse = new Pulse(Duration.ofMillis(300), () -> worker.live(wire, held))) {
        Page page = loggedIn(themed, "");
        assertThat(heading(page)).hasText("Overview");
        Map<String, String> views = views(worker, held, transport);
        views.put("key", "keys/" + key);
        views.put("command", resynced(page, worker));
        for (Map.Entry<String, String> view : views.entrySet()) {
          page.navigate(registry().http().resolve("console/" + view.getValue()).toString());
          heading(page).waitFor();
          assertThat(page.getByTestId("live-state")).hasText("live");
          if (LISTS.contains(view.getKey())) {
            assertThat(page.getByTestId(view.getKey() + "-grid")).isVisible();
          }
          assertAccessible(page, view.getKey() + "-" + theme);
        }
        assertThat(pulse.isSteady()).isTrue();
      }
      wire.unregister(worker.id());
    }
  }

  private static void held(Wire wire, Worker holder) {
    wire.runtime()
        .acquireShardHomeLease(
            AcquireShardHomeLeaseRequest.newBuilder()
                .setShardId(Fresh.number())
                .setHolderDaemonId(holder.daemon().id())
                .setTtlMs(Duration.ofMinutes(5).toMillis())
                .build());
  }

  private static String publishedKey(Wire wire) {
    String key = Fresh.name(KEYS);
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
    LISTS.forEach(list -> views.put(list, list));
    views.put("overview", "");
    views.put("about", "about");
    views.put("topology", "topology");
    views.put("topology-table", "topology?view=table");
    views.put("topology-focus", "topology?focus=" + worker.id());
    views.put("worker", "workers/" + worker.id());
    views.put("worker-replicas", "workers/" + worker.id() + "?tab=replicas");
    views.put("worker-missing", "workers/nobody");
    views.put("artifact", "artifacts/" + held.artifact());
    views.put("artifact-chunks", "artifacts/" + held.artifact() + "?tab=chunks");
    views.put("transport", "transports/" + transport);
    views.put("find", "find?q=" + KEYS);
    views.put("find-nothing", "find?q=nothing-is-called-so");
    return views;
  }
}
