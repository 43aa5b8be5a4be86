/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.oidc;

import io.roster.registry.account.NotRecognized;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the provider something, and waits no longer than a person at a log-in does. */
final class ProviderHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  JsonObject get(String address) {
    return send(request(address).GET().build());
  }

  JsonObject get(String address, String bearer) {
    return send(request(address).header("Authorization", "Bearer " + bearer).GET().build());
  }

  JsonObject post(String address, String authorization, Map<String, String> form) {
    return send(
        request(address)
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
            .build());
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpRequest.Builder request(String address) {
    try {
      return HttpRequest.newBuilder(URI.create(address))
          .timeout(PATIENCE)
          .header("Accept", "application/json");
    } catch (IllegalArgumentException unreadable) {
      throw new NotRecognized("The identity provider names an address that is none", unreadable);
    }
  }

  private JsonObject send(HttpRequest request) {
    try {
      HttpResponse<String> answer =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) {
        throw new NotRecognized(
            "The identity provider answered "
                + answer.statusCode()
                + " to "
                + request.uri().getPath()
                + "; begin the log-in anew");
      }
      return read(answer.body());
    } catch (IOException away) {
      throw new NotRecognized("The identity provider does not answer; try again", away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotRecognized("The log-in was interrupted", interrupted);
    }
  }

  private static JsonObject read(String body) {
    try {
      return JsonValues.readObject(body);
    } catch (JsonException unreadable) {
      throw new NotRecognized("The identity provider's answer cannot be read", unreadable);
    }
  }
}
