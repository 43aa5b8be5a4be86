/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.roster.bench.browser.ServerMessage.Call;
import io.roster.bench.browser.ServerMessage.Put;
import io.roster.bench.report.MeasurementFailed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A page of the console: to the coordinator the same as one in a browser, but nothing is drawn, no
 * scripts are loaded, and no heartbeats are sent, which a page sends every five minutes. When it
 * breaks, it only is not live any more.
 */
final class Page implements AutoCloseable, WebSocket.Listener {

  /** As the console's own page: after this long without a fresh picture it is stale. */
  private static final Duration STALE = Duration.ofSeconds(4);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int ROOT = 1;

  private final HttpClient http;
  private final URI console;
  private final TrafficMeter meter;
  private final int number;
  private final Conversation conversation;
  private final Answers answers = new Answers();
  private final Frames frames = new Frames();
  private final Map<String, Integer> elements = new HashMap<>();
  private @Nullable WebSocket socket;
  private @Nullable String leadsTo;
  private @Nullable String broken;
  private boolean greeted;
  private long arrived = System.nanoTime() - STALE.toNanos();

  private Page(HttpClient http, URI console, TrafficMeter meter, JsonNode configuration) {
    JsonNode first = configuration.path("uidl");
    this.http = http;
    this.console = console;
    this.meter = meter;
    this.number = configuration.path("v-uiId").asInt();
    this.conversation =
        new Conversation(first.path("Vaadin-Security-Key").asText(), first.path("syncId").asInt());
  }

  /**
   * Opens a view.
   *
   * @param http with the cookies of the person
   */
  static Page open(HttpClient http, URI console, String view, TrafficMeter meter) {
    ask(http, HttpRequest.newBuilder(console.resolve(view)).header("Accept", "text/html"));
    String location = URLEncoder.encode(view, StandardCharsets.UTF_8);
    JsonNode configuration =
        ServerMessage.json(
                ask(
                    http,
                    HttpRequest.newBuilder(
                        console.resolve("?v-r=init&location=" + location + "&query="))))
            .path("appConfig");
    Page page = new Page(http, console, meter, configuration);
    page.listen(configuration.path("uidl").path("Vaadin-Push-ID").asText());
    page.navigate(view);
    return page;
  }

  private static String ask(HttpClient http, HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new MeasurementFailed(
            answer.request().uri() + " was answered with " + answer.statusCode() + ".");
      }
      return answer.body();
    } catch (IOException failed) {
      throw new MeasurementFailed("The console does not answer.", failed);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new MeasurementFailed("The measurement was interrupted.", asked);
    }
  }

  /** The addresses are those of the framework's own script. */
  private void listen(String pushId) {
    String address =
        console.resolve("VAADIN/push").toString().replaceFirst("^http", "ws")
            + "?v-r=push&v-uiId="
            + number
            + "&v-pushId="
            + pushId
            + "&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=4.0.1"
            + "&X-Atmosphere-Transport=websocket&X-Atmosphere-TrackMessageSize=true"
            + "&Content-Type=application/json;%20charset=UTF-8&X-atmo-protocol=true"
            + "&X-Vaadin-LastSeenServerSyncId=0";
    socket =
        http.newWebSocketBuilder()
            .header("Origin", console.resolve("/").toString().replaceFirst("/$", ""))
            .connectTimeout(PATIENCE)
            .buildAsync(URI.create(address), this)
            .join();
  }

  private void navigate(String view) {
    Map<String, @Nullable Object> where = new LinkedHashMap<>();
    where.put("route", view);
    where.put("query", "");
    where.put("appShellTitle", "");
    where.put("historyState", null);
    where.put("trigger", "");
    event(ROOT, "ui-navigate", where);
  }

  /** Tells of something that happened to an element. */
  void event(int node, String name, Map<String, @Nullable Object> data) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("type", "event");
    action.put("node", node);
    action.put("event", name);
    action.put("data", data);
    want(action);
  }

  /** Tells what a person typed into a field. */
  void type(int node, String text) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("type", "mSync");
    action.put("node", node);
    action.put("feature", 1);
    action.put("property", "value");
    action.put("value", text);
    want(action);
    event(node, "change", Map.of());
  }

  private void want(Map<String, Object> action) {
    synchronized (this) {
      conversation.want(action);
    }
    say();
  }

  /** Says what there is to say, unless an answer is still awaited. */
  private void say() {
    Optional<String> next;
    synchronized (this) {
      next = conversation.next();
    }
    next.ifPresent(this::post);
  }

  private void post(String request) {
    meter.sent(request.length());
    // What becomes of it is taken in by the handler.
    CompletableFuture<HttpResponse<String>> unused =
        http.sendAsync(toConsole(request), BodyHandlers.ofString()).whenComplete(this::answered);
  }

  private void answered(@Nullable HttpResponse<String> answer, @Nullable Throwable failed) {
    if (answer == null || answer.statusCode() != OK) {
      broken("a request was not answered: " + (answer == null ? failed : answer.statusCode()));
      return;
    }
    meter.received(answer.body().length());
    synchronized (this) {
      conversation.answered();
    }
    heard(answer.body());
    say();
  }

  private HttpRequest toConsole(String request) {
    return HttpRequest.newBuilder(console.resolve("?v-r=uidl&v-uiId=" + number))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json; charset=UTF-8")
        .POST(HttpRequest.BodyPublishers.ofString(request))
        .build();
  }

  /** A message that cannot be understood must not end as a silence that nobody can explain. */
  private void heard(String text) {
    try {
      take(ServerMessage.parse(text));
    } catch (RuntimeException unreadable) {
      broken(unreadable.toString());
    }
  }

  private synchronized void take(ServerMessage message) {
    for (ServerMessage next : conversation.take(message)) {
      next.puts().forEach(this::see);
      next.calls().forEach(this::run);
    }
  }

  private void see(Put put) {
    if (put.name().equals("data-testid")) {
      elements.put(put.value(), put.node());
    } else if (put.name().equals("arrival") && !put.value().endsWith(":unknown")) {
      arrived = System.nanoTime();
    }
  }

  private void run(Call call) {
    if (call.script().contains("window.open($0, $1)")) {
      leadsTo = call.arguments().get(0).asText();
    }
    answers.to(call).ifPresent(conversation::want);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    meter.received(text.length());
    for (String message : frames.take(text)) {
      if (greeted) {
        heard(message);
      }
      // The first one only tells the channel's own settings.
      greeted = true;
    }
    say();
    from.request(1);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    broken(error.toString());
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    broken("the push channel was closed: " + status + " " + reason);
    return null;
  }

  private synchronized void broken(String why) {
    if (broken == null) {
      broken = why;
    }
  }

  /** Why it is not live any more, if that is known. */
  synchronized Optional<String> complaint() {
    return Optional.ofNullable(broken);
  }

  /** Whether a fresh picture came lately. */
  synchronized boolean isLive() {
    return broken == null && System.nanoTime() - arrived < STALE.toNanos();
  }

  /** An element by the name that tests know it by. */
  synchronized OptionalInt element(String testId) {
    Integer node = elements.get(testId);
    return node == null ? OptionalInt.empty() : OptionalInt.of(node);
  }

  /** Where the coordinator sends the page, once it does. */
  synchronized Optional<String> leadsTo() {
    return Optional.ofNullable(leadsTo);
  }

  /** As a browser that leaves a page: says so, whatever becomes of it. */
  @Override
  public void close() {
    String farewell;
    synchronized (this) {
      farewell = conversation.farewell();
    }
    WebSocket channel = socket;
    if (channel != null) {
      channel.abort();
    }
    http.sendAsync(toConsole(farewell), BodyHandlers.discarding())
        .orTimeout(FAREWELL.toSeconds(), TimeUnit.SECONDS)
        .handle((heard, unheard) -> heard)
        .join();
  }
}
