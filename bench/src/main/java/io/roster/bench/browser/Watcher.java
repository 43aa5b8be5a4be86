/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import io.roster.bench.load.Pause;
import io.roster.bench.report.MeasurementFailed;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A person who watches a view without a browser: it takes in and gives back what a tab does, and
 * draws nothing, so that twenty of them leave the processor to what is measured.
 */
final class Watcher implements Tab, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final TrafficMeter meter;
  private final Page page;

  private Watcher(TrafficMeter meter, Page page) {
    this.meter = meter;
    this.page = page;
  }

  /**
   * Logs in and opens a view; returns when the page is live.
   *
   * @param executor on which what comes is taken in
   */
  static Watcher open(URI console, String view, String password, Executor executor) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .executor(executor)
            .build();
    logIn(http, console, view, password);
    TrafficMeter meter = new TrafficMeter();
    Page page = Page.open(http, console, view, meter);
    await(page, "live", () -> page.isLive() ? Optional.of(true) : Optional.empty());
    return new Watcher(meter, page);
  }

  private static void logIn(HttpClient http, URI console, String view, String password) {
    try (Page page = Page.open(http, console, view, new TrafficMeter())) {
      int name = await(page, "the log-in", () -> element(page, "login-name"));
      int secret = await(page, "the log-in", () -> element(page, "login-password"));
      int submit = await(page, "the log-in", () -> element(page, "login-submit"));
      page.type(name, "admin");
      page.type(secret, password);
      page.event(submit, "click", Map.of());
      await(page, "sent to the view", page::leadsTo);
    }
  }

  private static Optional<Integer> element(Page page, String testId) {
    OptionalInt node = page.element(testId);
    return node.isPresent() ? Optional.of(node.getAsInt()) : Optional.empty();
  }

  private static <T> T await(Page page, String what, Supplier<Optional<T>> seen) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && page.complaint().isEmpty()) {
      Optional<T> now = seen.get();
      if (now.isPresent()) {
        return now.get();
      }
      Pause.of(GLANCE);
    }
    throw new MeasurementFailed(
        "A page of the console did not become "
            + what
            + ": "
            + page.complaint().orElse("it waited for " + PATIENCE.toSeconds() + " s")
            + ".");
  }

  @Override
  public boolean isLive() {
    return page.isLive();
  }

  @Override
  public Traffic traffic() {
    return meter.total();
  }

  @Override
  public void close() {
    page.close();
  }
}
