/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.client;

import io.roster.bench.report.MeasurementFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The registry's JSON, read by one client. */
public final class ReadApi {

  private static final Pattern SERVER_TIME = Pattern.compile("app;dur=([0-9.]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  public ReadApi(int port) {
    this.port = port;
  }

  /** Reads something; returns how many milliseconds the server says that it took. */
  public double read(String path) {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new MeasurementFailed(path + " was answered: " + answer.body());
    }
    Matcher time = SERVER_TIME.matcher(answer.headers().firstValue("Server-Timing").orElse(""));
    if (!time.find()) {
      throw new MeasurementFailed(path + " does not say how long it took");
    }
    return Double.parseDouble(time.group(1));
  }

  private HttpResponse<String> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/" + path))
            .timeout(PATIENCE)
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new MeasurementFailed(path + " was not answered: " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MeasurementFailed("interrupted", interrupted);
    }
  }
}
