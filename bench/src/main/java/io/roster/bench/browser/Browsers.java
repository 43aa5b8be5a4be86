/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import io.roster.bench.load.Pause;
import io.roster.bench.report.MeasurementFailed;
import io.roster.bench.report.Refused;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Several people, each with a browser of their own: in one Chromium, but with their own cookies,
 * hence with their own sessions, and each with one page that is in sight.
 */
public final class Browsers implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String LISTENING = "DevTools listening on ";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long STOP_SECONDS = 10;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

  /** What a page shows: live, login, or anything else. */
  private static final String WHERE =
      """
      (() => {
        const state = document.querySelector('[data-testid=live-state]');
        const button = document.querySelector('[data-testid=login-submit]');
        return state ? state.textContent : button ? 'login' : 'loading';
      })()\
      """;

  private static final String LOG_IN =
      """
      (() => {
        const fill = (id, text) => {
          const field = document.querySelector(`[data-testid=${id}]`);
          field.value = text;
          field.dispatchEvent(new Event('change', { bubbles: true }));
        };
        fill('login-name', 'admin');
        fill('login-password', '%s');
        document.querySelector('[data-testid=login-submit]').click();
        return 'asked';
      })()\
      """;

  private final Process process;
  private final DevTools tools;

  private Browsers(Process process, DevTools tools) {
    this.process = process;
    this.tools = tools;
  }

  /**
   * A browser without pages.
   *
   * @param profile an empty folder for what it writes
   */
  public static Browsers start(Path profile) {
    try {
      Process process =
          new ProcessBuilder(
                  executable().toString(),
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--window-size=1920,1080",
                  "--disable-backgrounding-occluded-windows",
                  "--disable-renderer-backgrounding",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile)
              .redirectErrorStream(true)
              .start();
      return new Browsers(process, new DevTools(address(process)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static URI address(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        drain(output);
        return URI.create(line.substring(LISTENING.length()).strip());
      }
    }
    throw new MeasurementFailed("Chromium ended before it said where it listens.");
  }

  /** Whatever it says later must not fill the pipe. */
  private static void drain(BufferedReader output) {
    Thread reader =
        new Thread(
            () -> {
              try {
                output.lines().forEach(line -> {});
              } catch (UncheckedIOException closed) {
                // The browser was stopped, and its output with it.
                return;
              }
            },
            "browser-output");
    reader.setDaemon(true);
    reader.start();
  }

  private static Path executable() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(Path::of)
        .flatMap(folder -> NAMES.stream().map(folder::resolve))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    "No Chromium is on the PATH: install it (Debian: apt-get install chromium)."));
  }

  /** One more person logs in and watches a view; returns when the page says that it is live. */
  public Tab watch(String address, String password) {
    String person =
        DevTools.text(tools.ask(null, "Target.createBrowserContext", Map.of()), "browserContextId");
    String target =
        DevTools.text(
            tools.ask(
                null,
                "Target.createTarget",
                Map.of("url", "about:blank", "browserContextId", person, "newWindow", true)),
            "targetId");
    String page =
        DevTools.text(
            tools.ask(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true)),
            "sessionId");
    RealTab tab = new RealTab(() -> evaluate(page, WHERE).equals("live"));
    tools.observe(page, tab::happened);
    // From before the page is loaded: a channel that is open already would not be told of.
    tools.ask(page, "Network.enable", Map.of());
    tools.ask(page, "Page.navigate", Map.of("url", address));
    awaitLive(page, password);
    return tab;
  }

  private void awaitLive(String page, String password) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean asked = false;
    String shown = "";
    while (System.nanoTime() < end) {
      shown = evaluate(page, WHERE);
      if (shown.equals("live")) {
        return;
      }
      if (shown.equals("login") && !asked) {
        evaluate(page, LOG_IN.formatted(password));
        asked = true;
      }
      Pause.of(LOOK_AGAIN);
    }
    throw new MeasurementFailed("A page of the console did not become live: " + shown + ".");
  }

  /** A page that is on its way elsewhere has nothing to say. */
  private String evaluate(String page, String script) {
    String answer =
        tools.ask(page, "Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    return answer.contains("\"value\":\"") ? DevTools.text(answer, "value") : "loading";
  }

  @Override
  public void close() {
    tools.close();
    List<ProcessHandle> parts = process.descendants().toList();
    process.destroy();
    parts.forEach(ProcessHandle::destroy);
    awaitEnd();
  }

  /** Until then it writes into its profile, which is to be deleted. */
  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException asked) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
