/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A coordinator as a user starts it, in a process of its own, with a data directory that is dropped
 * at the end.
 */
final class Coordinator implements AutoCloseable {

  private static final String READY = "Roster is ready";
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final int grpcPort;
  private final Duration startTime;

  private Coordinator(Process process, int grpcPort, Duration startTime) {
    this.process = process;
    this.grpcPort = grpcPort;
    this.startTime = startTime;
  }

  static Path newDataDirectory() {
    try {
      return Files.createTempDirectory("roster-bench");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static void drop(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Coordinator::delete);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static Coordinator start(Path root, Path data) {
    int grpc = freePort();
    long begun = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(
                  root.resolve("roster").toString(),
                  "up",
                  "--data",
                  data.toString(),
                  "--http-port",
                  Integer.toString(freePort()),
                  "--grpc-port",
                  Integer.toString(grpc))
              .directory(root.toFile())
              .redirectErrorStream(true)
              .start();
      awaitReady(process);
      return new Coordinator(process, grpc, Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        drain(output);
        return;
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("the coordinator did not start:\n" + said);
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
            "bench-coordinator-output");
    reader.setDaemon(true);
    reader.start();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int grpcPort() {
    return grpcPort;
  }

  Duration startTime() {
    return startTime;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
