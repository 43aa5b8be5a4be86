/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.client.Daemon;
import io.roster.it.client.Http;
import io.roster.it.client.Wire;
import io.roster.it.product.Build;
import io.roster.it.product.FreePorts;
import io.roster.it.product.Registry;
import io.roster.it.product.RosterProcess;
import io.roster.it.product.TestDatabase;
import io.roster.wire.globalstore.v1.RegisterWorkerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command {@code ./roster up} with the PostgreSQL of its own: its life, its death, its
 * refusals.
 */
class RosterUpIT {

  private static final Duration STOPPED = Duration.ofSeconds(60);
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final List<RosterProcess> started = new ArrayList<>();
  private final int httpPort = FreePorts.one();
  private final int grpcPort = FreePorts.one();
  private final Registry registry =
      new Registry(
          "embedded", grpcPort, URI.create("http://127.0.0.1:" + httpPort + "/"), "", () -> "");
  private Path data = Path.of("");

  @BeforeEach
  void folder(TestInfo test) {
    data = Build.work("up-" + test.getTestMethod().orElseThrow().getName() + "-" + grpcPort);
  }

  @AfterEach
  void stopAll() {
    started.forEach(RosterProcess::close);
  }

  private RosterProcess up(String... more) {
    return roster(Map.of(), "up", more);
  }

  private RosterProcess roster(Map<String, String> environment, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(
        List.of(
            "--data", data.toString(),
            "--http-port", String.valueOf(httpPort),
            "--grpc-port", String.valueOf(grpcPort)));
    arguments.addAll(List.of(more));
    RosterProcess process = RosterProcess.run(environment, arguments);
    started.add(process);
    return process;
  }

  private RegisterWorkerResponse register(Daemon daemon) {
    try (Wire wire = Wire.to(registry)) {
      return wire.register(daemon);
    }
  }

  /** Every process that works on the test's data directory. */
  private List<String> processesOnData() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::info)
        .map(ProcessHandle.Info::commandLine)
        .flatMap(Optional::stream)
        .filter(line -> line.contains(data.toString()))
        .toList();
  }

  private void assertNothingIsLeft() {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(processesOnData()).isEmpty());
    assertThat(isFree(grpcPort)).isTrue();
    assertThat(isFree(httpPort)).isTrue();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  @Test
  void it_keeps_everything_over_an_orderly_stop_and_over_a_kill() {
    Daemon daemon = Daemon.fresh();
    RosterProcess first = up();
    String ready = first.awaitReady();
    assertThat(ready)
        .startsWith("Roster is ready")
        .contains(
            "http://127.0.0.1:" + httpPort + "/console",
            "127.0.0.1:" + grpcPort,
            "http://127.0.0.1:" + httpPort + "/health/ready");
    assertThat(first.line("First login")).isPresent();
    assertThat(new Http(registry).get("health/ready").statusCode()).isEqualTo(200);
    RegisterWorkerResponse registered = register(daemon);
    assertThat(processesOnData()).as("the launcher, the server, PostgreSQL").hasSizeGreaterThan(1);

    assertNoSecondOneStarts();
    first.terminate();

    assertThat(first.awaitExit(STOPPED)).isZero();
    assertNothingIsLeft();

    RosterProcess second = up();
    second.awaitReady();
    assertThat(second.line("First login")).as("the password is shown once").isEmpty();
    RegisterWorkerResponse again = register(daemon);
    assertThat(again.getWorkerId()).isEqualTo(registered.getWorkerId());
    assertThat(again.getReconcileGeneration()).isEqualTo(registered.getReconcileGeneration() + 1);

    second.kill();
    second.awaitExit(STOPPED);

    RosterProcess third = up();
    third.awaitReady();
    RegisterWorkerResponse afterTheKill = register(daemon);
    assertThat(afterTheKill.getWorkerId()).isEqualTo(registered.getWorkerId());
    assertThat(afterTheKill.getReconcileGeneration()).isEqualTo(again.getReconcileGeneration() + 1);
    third.terminate();
    assertThat(third.awaitExit(STOPPED)).isZero();
    assertNothingIsLeft();
  }

  @Test
  void two_on_one_host_share_a_database_under_two_names() throws IOException {
    String url = TestDatabase.shared().url("shared_by_two") + "?user=" + TestDatabase.USER;
    Registry neighbour =
        new Registry("neighbour", FreePorts.one(), Registry.httpOf(FreePorts.one()), "", () -> "");
    Path neighboursData = Build.work("up-neighbour-" + neighbour.grpcPort());

    RosterProcess first = up("--database", url);
    RosterProcess second =
        RosterProcess.run(
            Map.of(),
            List.of(
                "up",
                "--data",
                neighboursData.toString(),
                "--http-port",
                String.valueOf(neighbour.http().getPort()),
                "--grpc-port",
                String.valueOf(neighbour.grpcPort()),
                "--database",
                url));
    started.add(second);
    first.awaitReady();
    second.awaitReady();

    assertThat(nameIn(data)).endsWith(":" + grpcPort);
    assertThat(nameIn(neighboursData)).endsWith(":" + neighbour.grpcPort());
    String worker = register(Daemon.fresh()).getWorkerId();
    try (Wire wire = Wire.to(neighbour)) {
      assertThat(wire.find(worker)).isPresent();
    }
    first.terminate();
    assertThat(first.awaitExit(STOPPED)).isZero();
    try (Wire wire = Wire.to(neighbour)) {
      assertThat(wire.register(Daemon.fresh()).getWorkerId()).isNotEmpty();
    }
  }

  /** The name under which the coordinator of a data directory writes, as its log tells it. */
  private static String nameIn(Path folder) throws IOException {
    return Files.readString(folder.resolve("logs/coordinator.log"))
        .lines()
        .filter(line -> line.contains("coordinator_started"))
        .map(line -> line.replaceFirst(".* coordinator=(\\S+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private void assertNoSecondOneStarts() {
    RosterProcess second =
        RosterProcess.run(
            Map.of(),
            List.of("up", "--data", data.toString(), "--http-port", "0", "--grpc-port", "0"));
    started.add(second);

    assertThat(second.awaitExit(STOPPED)).isEqualTo(FAILED);
    assertSentence(second, data.toString());
    assertThat(new Http(registry).get("health/ready").statusCode()).isEqualTo(200);
  }

  private void assertRefused(RosterProcess process, String... about) {
    assertThat(process.awaitExit(STOPPED)).isEqualTo(FAILED);
    assertSentence(process, about);
    assertThat(process.output()).doesNotContain("Roster is ready");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(processesOnData()).isEmpty());
  }

  /** What a person reads: what is wrong and what to do, nothing of the inside. */
  private static void assertSentence(RosterProcess process, String... about) {
    assertThat(process.errors()).startsWith("roster: ");
    List.of(about).forEach(word -> assertThat(process.errors()).contains(word));
    assertThat(process.errors()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(process.errors().lines().filter(line -> !line.isBlank()).count())
        .as(process.errors())
        .isLessThanOrEqualTo(3);
  }

  @Test
  void a_port_in_use_is_named() throws IOException {
    try (ServerSocket taken = new ServerSocket(grpcPort, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertRefused(up(), String.valueOf(grpcPort), "--grpc-port");
    }
    try (ServerSocket taken = new ServerSocket(httpPort, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertRefused(up(), String.valueOf(httpPort), "--http-port");
    }
  }

  @Test
  void a_wrong_password_and_a_silent_database_are_told() {
    String url = TestDatabase.shared().guardedUrl();

    RosterProcess wrong = roster(Map.of("PGPASSWORD", "surely-wrong"), "up", "--database", url);
    assertRefused(wrong, "password");
    assertThat(wrong.errors()).doesNotContain("surely-wrong");
    assertRefused(
        up("--database", "jdbc:postgresql://127.0.0.1:" + FreePorts.one() + "/roster"),
        "127.0.0.1");
    assertRefused(up("--database", "jdbc:mysql://127.0.0.1/roster"), "jdbc:postgresql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server: [",
        "no_such_section: 1",
        "worker_policy:\n  heartbeat_timeout: -5",
        "worker_policy:\n  heartbeat_timeout: 1\n  default_heartbeat_interval: 10",
        "server:\n  advertise:\n    host: 127.0.0.1",
        "- a\n- b"
      })
  void a_configuration_that_cannot_be_meant_is_refused(String yaml) throws IOException {
    Path file = Files.writeString(data.resolve("config.yaml"), yaml + "\n");

    assertRefused(up("--config", file.toString()));
  }

  @Test
  void a_missing_configuration_and_an_impossible_folder_are_told() throws IOException {
    assertRefused(up("--config", data.resolve("none.yaml").toString()), "none.yaml");
    Path file = Files.writeString(data.resolve("file"), "");
    data = file.resolve("folder");
    assertRefused(up(), data.toString());
  }

  @Test
  void it_is_not_served_to_other_machines_without_protection() {
    assertRefused(up("--host", "0.0.0.0"), "0.0.0.0", "--tls-cert", "--token-file", "--insecure");
  }

  @Test
  void wrong_usage_has_a_status_of_its_own() {
    assertThat(up("--no-such-option").awaitExit(STOPPED)).isEqualTo(WRONG_USAGE);
    assertThat(roster(Map.of(), "sideways").awaitExit(STOPPED)).isEqualTo(WRONG_USAGE);
    assertThat(up("--grpc-port", "seventy").awaitExit(STOPPED)).isEqualTo(WRONG_USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "node", "demo"})
  void help_is_everywhere(String command) {
    RosterProcess help = RosterProcess.run(Map.of(), List.of(command, "--help"));
    started.add(help);

    assertThat(help.awaitExit(STOPPED)).isZero();
    assertThat(help.output()).contains("Usage", command);
  }
}
