/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.product.ApplicationServer;
import io.roster.it.product.Build;
import io.roster.it.product.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sample application does with the adapter, whichever server it runs on. */
abstract class ConnectorScenario {

  private static final String NAME = "sample";
  private static final int ROUNDS = 10;

  private static final List<String> ENGINE =
      List.of(
          "io.roster.gpu.GpuEngine",
          "io.roster.gpu.engine.Engines",
          "io.roster.connector.engine.GpuDaemonEngineProvider",
          "jcuda.driver.JCudaDriver");

  /** A server keeps for a while a thread or a timer task that remembers what ran last. */
  private static final int LINGERING = 2;

  private static final String EAR_LOADER = "org.glassfish.javaee.full.deployment.EarLibClassLoader";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder()
          // A refusal comes before the body was read; in the other version that ends a connection.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Path dataDir = Build.work("connector-" + getClass().getSimpleName());
  private final Path sample = ProbedSample.in(Build.work("sample-" + getClass().getSimpleName()));
  private boolean deployed;

  abstract ApplicationServer server();

  @BeforeEach
  void deploy() {
    server()
        .configure(
            Map.of(
                "roster.node.data-dir", dataDir.toString(),
                "roster.node.memory", "2MiB",
                "roster.node.disk", "8MiB",
                "roster.node.p2p-host", "127.0.0.1",
                "roster.node.p2p-port", "0"));
    server().deploy(NAME, sample);
    deployed = true;
  }

  @AfterEach
  void undeploy() {
    if (deployed) {
      server().undeploy(NAME);
      deployed = false;
    }
  }

  @Test
  void an_application_keeps_artifacts_and_hears_of_them() {
    byte[] bytes = new byte[1_000_000];
    new Random(7).nextBytes(bytes);

    assertThat(put("a", bytes).statusCode()).isEqualTo(201);
    assertThat(get("artifacts/a").body()).isEqualTo(bytes);
    assertThat(text("artifacts")).isEqualToIgnoringNewLines("cgid:a RAM 1000000");
    assertThat(send("DELETE", "artifacts/a", BodyPublishers.noBody()).statusCode()).isEqualTo(204);

    await().atMost(PATIENCE).until(() -> text("events").lines().count() == 2);
    assertThat(text("events").lines()).containsExactly("LOADED cgid:a", "UNLOADED cgid:a");
  }

  @Test
  void no_class_of_the_engine_is_visible_to_an_application() {
    assertThat(probe("io.roster.connector.GpuDaemonConnection"))
        .isEqualTo("io.roster.connector.GpuDaemonConnection");
    for (String name : ENGINE) {
      assertThat(probe(name)).as(name).isEqualTo("ClassNotFoundException");
    }
  }

  @Test
  void each_failure_has_its_status() {
    assertThat(get("artifacts/none").statusCode()).isEqualTo(404);
    assertThat(put("a", new byte[1]).statusCode()).isEqualTo(201);
    assertThat(put("a", new byte[1]).statusCode()).isEqualTo(409);
    assertThat(put("b", new byte[2_200_000]).statusCode()).isEqualTo(507);
    assertThat(put("", new byte[1]).statusCode()).isEqualTo(400);
  }

  @Test
  void many_uses_leave_no_connection_behind() {
    assertThat(put("a", new byte[10]).statusCode()).isEqualTo(201);
    for (int use = 0; use < 100; use++) {
      assertThat(get("artifacts/a").statusCode()).isEqualTo(200);
      assertThat(get("artifacts/none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void ten_rounds_of_deployment_leave_no_thread_and_no_class_loader() {
    JavaProcess java = new JavaProcess(server().pid());
    undeploy();
    long before = java.alive(EAR_LOADER);
    for (int round = 0; round < ROUNDS; round++) {
      deploy();
      assertThat(put("round-" + round, new byte[1_000]).statusCode()).isEqualTo(201);
      assertThat(get("artifacts/round-" + round).statusCode()).isEqualTo(200);
      undeploy();
    }
    assertThat(ours(java.threads())).isEmpty();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> assertThat(java.alive(EAR_LOADER)).isLessThanOrEqualTo(before + LINGERING));
  }

  /** What the adapter, the engine and the ports for other nodes call their threads. */
  private static List<String> ours(List<String> threads) {
    return threads.stream()
        .filter(name -> name.startsWith("peer-") || name.startsWith("gpu-"))
        .toList();
  }

  private HttpResponse<byte[]> put(String name, byte[] bytes) {
    return send("PUT", "artifacts/" + name, BodyPublishers.ofByteArray(bytes));
  }

  private HttpResponse<byte[]> get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  private String probe(String className) {
    return new String(
        exchange("GET", "probe/?class=" + className, BodyPublishers.noBody()).body(),
        StandardCharsets.UTF_8);
  }

  private String text(String path) {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> send(String method, String path, BodyPublisher body) {
    return exchange(method, "sample/" + path, body);
  }

  private HttpResponse<byte[]> exchange(String method, String path, BodyPublisher body) {
    URI uri = server().http().resolve("/" + path);
    try {
      return http.send(
          HttpRequest.newBuilder(uri).timeout(PATIENCE).method(method, body).build(),
          BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new IllegalStateException(method + " " + uri, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
