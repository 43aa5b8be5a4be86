/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roster.it.client.Daemon;
import io.roster.it.client.Http;
import io.roster.it.client.Pulse;
import io.roster.it.client.Wire;
import io.roster.it.product.Registry;
import io.roster.it.product.RosterProcess;
import io.roster.wire.globalstore.v1.ListActiveWorkersResponse.WorkerInfo;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command {@code ./roster demo} with two coordinators, of which one is killed. */
class DemoIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration BACK = Duration.ofMinutes(3);
  private static final Duration STOPPED = Duration.ofSeconds(90);
  private static final int NODES = 3;
  private static final String BACK_AGAIN = "Registry        coordinator-2 is back";

  private final RosterProcess demo =
      RosterProcess.run(Map.of(), List.of("demo", "--coordinators", "2"));

  /** A line of the table that is printed at the end of the start. */
  private record Row(Registry registry, long process, Path log) {

    static Row of(String line) {
      String[] cells = line.strip().split(" {2,}");
      assertThat(cells).as(line).hasSize(6);
      int grpcPort = URI.create("grpc://" + cells[1]).getPort();
      URI console = URI.create(cells[2]);
      assertThat(console).hasPath("/console");
      assertThat(URI.create(cells[3])).isEqualTo(console.resolve("/health/ready"));
      return new Row(
          new Registry(cells[0], grpcPort, console.resolve("/"), "", () -> ""),
          Long.parseLong(cells[4]),
          Path.of(cells[5]));
    }

    boolean isReady() {
      return new Http(registry).get("health/ready").statusCode() == 200;
    }

    List<WorkerInfo> workers() {
      try (Wire wire = Wire.to(registry)) {
        return wire.listAll();
      }
    }

    String register() {
      try (Wire wire = Wire.to(registry)) {
        return wire.register(Daemon.fresh()).getWorkerId();
      }
    }

    void awaitWorker(String worker) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(workers()).extracting(WorkerInfo::getWorkerId).contains(worker));
    }
  }

  @BeforeEach
  void started() {
    demo.awaitLine("The demo is ready");
    await().atMost(SOON).until(() -> rows().size() == 2);
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  private List<Row> rows() {
    return demo.output()
        .lines()
        .filter(line -> line.startsWith("  coordinator-"))
        .map(Row::of)
        .toList();
  }

  private Optional<String> complaint(String beginning) {
    return demo.errors().lines().filter(line -> line.contains(beginning)).findFirst();
  }

  @Test
  void a_killed_coordinator_comes_back_while_the_other_serves() {
    Row first = rows().get(0);
    Row second = rows().get(1);
    assertThat(List.of(first, second)).allMatch(Row::isReady);
    assertThat(first.registry().name()).isEqualTo("coordinator-1");
    assertThat(second.registry().name()).isEqualTo("coordinator-2");
    assertThat(List.of(first.log(), second.log())).allMatch(Files::isRegularFile);
    assertThat(first.workers()).hasSize(NODES);
    second.awaitWorker(first.register());
    first.awaitWorker(second.register());

    ProcessHandle.of(second.process()).orElseThrow().destroyForcibly();

    await().atMost(SOON).until(() -> complaint("coordinator-2 has ended").isPresent());
    assertThat(complaint("coordinator-2 has ended")).hasValueSatisfying(DemoIT::tellsTheRest);
    String meanwhile = first.register();
    try (Wire wire = Wire.to(first.registry());
        Pulse pulse = new Pulse(Duration.ofMillis(500), () -> wire.beat(meanwhile))) {
      await()
          .atMost(BACK)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                assertThat(first.isReady()).isTrue();
                assertThat(first.workers()).hasSizeGreaterThan(NODES);
                return demo.line(BACK_AGAIN).isPresent();
              });
      assertThat(pulse.isSteady()).as("the other went on serving").isTrue();
      assertThat(second.isReady()).isTrue();
      second.awaitWorker(meanwhile);
    }
    assertThat(demo.line(BACK_AGAIN).orElseThrow()).doesNotEndWith(" " + second.process());

    assertThatItLeavesNothingBehind(first);
  }

  private static void tellsTheRest(String line) {
    assertThat(line).contains("status 137", "the others go on", "started again");
  }

  private void assertThatItLeavesNothingBehind(Row any) {
    List<ProcessHandle> processes = demo.children();
    Path folder = any.log().resolve("../../..").normalize();
    assertThat(folder).isDirectory();
    demo.terminate();

    assertThat(demo.awaitExit(STOPPED)).isZero();
    await().atMost(SOON).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(folder).doesNotExist();
  }
}
