/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.roster.bench.report.Json;
import io.roster.bench.report.MeasurementFailed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The protocol by which Chromium is told what to do. */
final class DevTools implements AutoCloseable, WebSocket.Listener {

  /** Hears what happens in a page. */
  @FunctionalInterface
  interface Observer {
    void happened(String event, JsonNode what);
  }

  private static final Pattern ANSWER = Pattern.compile("^\\{\"id\":(\\d+),");
  private static final long PATIENCE_SECONDS = 60;

  private final WebSocket socket;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> open = new ConcurrentHashMap<>();
  private final Map<String, Observer> observers = new ConcurrentHashMap<>();
  private final StringBuilder part = new StringBuilder();

  DevTools(URI address) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
  }

  /**
   * Asks for something and waits for the answer.
   *
   * @param session of the page that it is about; none for the browser itself
   */
  String ask(@Nullable String session, String method, Map<String, Object> parameters) {
    int id = asked.incrementAndGet();
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("id", id);
    request.put("method", method);
    request.put("params", parameters);
    if (session != null) {
      request.put("sessionId", session);
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    open.put(id, answer);
    send(Json.of(request));
    try {
      return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException failed) {
      throw new MeasurementFailed("The browser did not answer to " + method + ".", failed);
    }
  }

  /** Tells of whatever happens in a page, on the thread that takes in the browser's messages. */
  void observe(String session, Observer observer) {
    observers.put(session, observer);
  }

  // One message at a time is all that the library takes.
  private synchronized void send(String message) {
    socket.sendText(message, true).join();
  }

  /** A text in an answer, by its name. */
  static String text(String answer, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer);
    if (!found.find()) {
      throw new MeasurementFailed("The browser's answer has no " + name + ": " + answer);
    }
    return found.group(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      answered(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void answered(String message) {
    Matcher answer = ANSWER.matcher(message);
    if (answer.find()) {
      CompletableFuture<String> asking = open.remove(Integer.valueOf(answer.group(1)));
      if (asking != null) {
        asking.complete(message);
      }
    } else if (!observers.isEmpty()) {
      happened(ServerMessage.json(message));
    }
  }

  private void happened(JsonNode event) {
    Observer observer = observers.get(event.path("sessionId").asText());
    if (observer != null) {
      observer.happened(event.path("method").asText(), event.path("params"));
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
