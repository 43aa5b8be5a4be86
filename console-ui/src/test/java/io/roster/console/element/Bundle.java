/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.element;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the build put together for browsers, on loopback, with an empty page that loads it. */
final class Bundle implements AutoCloseable {

  private static final Pattern OF_THE_PAGE = Pattern.compile("\\./(VAADIN/build/[\\w-]+\\.\\w+)");
  private static final Pattern OF_A_SCRIPT = Pattern.compile("\"\\./([\\w-]+\\.js)\"");
  private static final String FOLDER = "VAADIN/build/";

  private final Path files = Path.of(System.getProperty("bundle", "target"));
  private final HttpServer server;

  Bundle() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    byte[] page = page().getBytes(StandardCharsets.UTF_8);
    server.createContext("/", exchange -> answer(exchange, "text/html", page));
    server.createContext("/" + FOLDER, this::file);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private String page() {
    Set<String> loaded = matches(OF_THE_PAGE, read("index.html"));
    String styles =
        loaded.stream()
            .filter(name -> name.endsWith(".css"))
            .map("<link rel=\"stylesheet\" href=\"%s\">"::formatted)
            .collect(Collectors.joining());
    String scripts =
        reached(loaded).stream()
            .filter(name -> name.startsWith("generated-") || name.startsWith("chunk-"))
            .map(name -> "import('./" + FOLDER + name + "')")
            .collect(Collectors.joining(","));
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="UTF-8"><title>Elements</title>%s</head><body><script type="module">
          await Promise.all([%s]);
          document.body.dataset.ready = 'yes';
        </script></body></html>
        """
        .formatted(styles, scripts);
  }

  /** The scripts that the page's own ones load, now or later; an older build's may lie beside. */
  private Set<String> reached(Set<String> loaded) {
    Deque<String> waiting = new ArrayDeque<>();
    loaded.stream()
        .filter(name -> name.endsWith(".js"))
        .map(name -> name.substring(FOLDER.length()))
        .forEach(waiting::add);
    Set<String> reached = new LinkedHashSet<>(waiting);
    while (!waiting.isEmpty()) {
      matches(OF_A_SCRIPT, read(FOLDER + waiting.remove())).stream()
          .filter(reached::add)
          .forEach(waiting::add);
    }
    return reached;
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private String read(String name) {
    try {
      return Files.readString(files.resolve(name));
    } catch (IOException missing) {
      throw new IllegalStateException(
          files.resolve(name) + " is missing: these tests are run by mvn verify", missing);
    }
  }

  private void file(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(1);
    String type = name.endsWith(".css") ? "text/css" : "text/javascript";
    answer(exchange, type, read(name).getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", type + ";charset=UTF-8");
      exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
      boolean headOnly = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, headOnly ? -1 : body.length);
      if (!headOnly) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
