/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.testing.chromium;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine's own Chromium. To be used by one thread. */
public final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Playwright playwright;
  private final Browser browser;

  /** Whether {@code -Dbrowser.tests=skip} asks to do without; says so once it does. */
  public static boolean isWanted() {
    boolean wanted = !"skip".equals(System.getProperty("browser.tests"));
    if (!wanted) {
      System.out.println("The browser tests are left out, as -Dbrowser.tests=skip asks.");
    }
    return wanted;
  }

  public Chromium() {
    Path executable =
        find()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The browser tests found no Chromium on the PATH: install it (Debian: apt-get install"
                            + " chromium) or leave them out with -Dbrowser.tests=skip"));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  public Browser browser() {
    return browser;
  }

  private static Optional<Path> find() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(Path::of)
        .flatMap(folder -> NAMES.stream().map(folder::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
