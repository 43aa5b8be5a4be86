/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import io.roster.bench.database.BenchDatabase;
import io.roster.bench.proc.Processes;
import io.roster.bench.report.MeasurementFailed;
import io.roster.bench.report.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A coordinator with its database, started as a user starts it, in processes of its own. */
public final class Coordinator implements AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final String HEAP = "-Xmx";

  /** Settings that would lead to another database, or lock this generator out. */
  private static final List<String> OURS =
      List.of(
          "ROSTER_DATABASE_",
          "ROSTER_GRPC_HOST",
          "ROSTER_GRPC_PORT",
          "ROSTER_GRPC_TLS_",
          "ROSTER_HTTP_PORT",
          "ROSTER_SECURITY_",
          "ROSTER_LOG_FILE",
          "ROSTER_CONSOLE_");

  private final Process process;
  private final DataFolder data;
  private final Map<String, String> settings;
  private final Processes processes = Processes.ofThisMachine();
  private final long launched = System.nanoTime();
  private Duration startTime = Duration.ZERO;
  private String firstPassword = "";
  private int grpcPort;
  private int httpPort;

  private Coordinator(Process process, DataFolder data, Map<String, String> settings) {
    this.process = process;
    this.data = data;
    this.settings = Map.copyOf(settings);
  }

  /** Starts it and returns at once. */
  public static Coordinator launch(Product product, DataFolder data, long grpcPort) {
    ProcessBuilder builder =
        new ProcessBuilder(
                product.command().toString(),
                "up",
                "--data",
                data.path().toString(),
                "--host",
                "127.0.0.1",
                "--http-port",
                "0",
                "--grpc-port",
                Long.toString(grpcPort))
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> OURS.stream().anyMatch(name::startsWith));
    Map<String, String> settings =
        builder.environment().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("ROSTER_"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    try {
      return new Coordinator(builder.start(), data, settings);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Waits until it says that it is ready. */
  public void awaitReady() {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (ReadyLine.isOne(line)) {
          startTime = Duration.ofNanos(System.nanoTime() - launched);
          grpcPort = ReadyLine.grpcPort(line);
          httpPort = ReadyLine.httpPort(line);
          firstPassword = ReadyLine.firstPassword(said);
          drain(output);
          return;
        }
        said.add(line);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    throw new Refused("The coordinator did not start: " + ReadyLine.complaint(said));
  }

  /** Whatever it says later must not fill the pipe. */
  private static void drain(BufferedReader output) {
    Thread reader =
        new Thread(
            () -> {
              try {
                output.lines().forEach(line -> {});
              } catch (UncheckedIOException closed) {
                // The coordinator was stopped, and its output with it.
                return;
              }
            },
            "coordinator-output");
    reader.setDaemon(true);
    reader.start();
  }

  public int grpcPort() {
    return grpcPort;
  }

  public int httpPort() {
    return httpPort;
  }

  /** The password of the first administrator; empty when its data were there before. */
  public String firstPassword() {
    return firstPassword;
  }

  /** From the command to the line that says that it is ready. */
  public Duration startTime() {
    return startTime;
  }

  /** The settings that this process's environment gave it. */
  public Map<String, String> settings() {
    return new TreeMap<>(settings);
  }

  /** Its database server, past the product. */
  public BenchDatabase database() {
    return new BenchDatabase(
        data.postmaster().port(),
        data.secret("postgres-password"),
        data.secret("postgres-admin-password"));
  }

  /** The kind of file system that its data lies on. */
  public String fileSystem() {
    return data.fileSystem();
  }

  /** The most heap that the server's Java may use, as it was told. */
  public String heap() {
    return processes.commandLine(data.serverPid()).stream()
        .filter(word -> word.startsWith(HEAP))
        .reduce((earlier, later) -> later)
        .map(word -> word.substring(HEAP.length()))
        .orElse("default");
  }

  /** Processor time of all its processes but the database's. */
  public Duration processorTime() {
    return processes.processorTime(process.pid());
  }

  /** Processor time of all processes of its database. */
  public Duration databaseProcessorTime() {
    return processes.processorTime(data.postmaster().pid());
  }

  /** Memory of the server's Java, heap and all. */
  public long residentBytes() {
    return processes.residentBytes(data.serverPid());
  }

  /** What is alive in the server's heap. */
  public long liveHeapBytes() {
    return new JavaProcess(data.serverPid()).liveBytes();
  }

  /** Stops it with its database, and waits for both. */
  @Override
  public void close() {
    List<ProcessHandle> parts = new ArrayList<>(process.descendants().toList());
    data.postmasterProcess().ifPresent(parts::add);
    process.destroy();
    if (!ended(STOP_LIMIT)) {
      process.destroyForcibly();
      parts.forEach(ProcessHandle::destroyForcibly);
      if (!ended(STOP_LIMIT)) {
        throw new MeasurementFailed("Process " + process.pid() + " does not end.");
      }
    }
  }

  private boolean ended(Duration limit) {
    boolean interrupted = false;
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException asked) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
