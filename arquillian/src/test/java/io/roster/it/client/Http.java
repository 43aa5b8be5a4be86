/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.client;

import io.roster.it.product.Registry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A plain HTTP client. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final Registry registry;

  public Http(Registry registry) {
    this.registry = registry;
  }

  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  public HttpResponse<String> get(String path, String accept) {
    return send(request(path).header("Accept", accept));
  }

  /** With a bearer token. */
  public HttpResponse<String> getAs(String path, String token) {
    return send(request(path).header("Authorization", "Bearer " + token));
  }

  /** A JSON object, in somebody's name. */
  public HttpResponse<String> post(String path, String json, String actor) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("roster-actor", actor)
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(registry.http().resolve(path)).timeout(Duration.ofSeconds(15));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
