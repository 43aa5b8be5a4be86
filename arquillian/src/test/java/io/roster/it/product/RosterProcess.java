/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The {@code roster} command as a user runs it, in the foreground. */
public final class RosterProcess implements AutoCloseable {

  private static final String READY = "Roster is ready";
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private RosterProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Runs it with the options given; settings may be given in the environment. */
  public static RosterProcess run(Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Build.distribution().resolve("roster").toString());
    command.addAll(arguments);
    try {
      Path out = Files.createTempFile(Build.work("roster"), "roster", ".out");
      Path err = Files.createTempFile(Build.work("roster"), "roster", ".err");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      return new RosterProcess(builder.start(), out, err);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Waits for the line that tells that it is ready, and returns it. */
  public String awaitReady() {
    return awaitLine(READY);
  }

  /** Waits for a line that begins so, and returns it. */
  public String awaitLine(String beginning) {
    Awaitility.await("a line '" + beginning + "…' in " + out)
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> line(beginning).isPresent() || !process.isAlive());
    return line(beginning)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "roster ended with " + process.exitValue() + ": " + output() + errors()));
  }

  /** The first line of its output that begins so. */
  public Optional<String> line(String beginning) {
    return output().lines().filter(line -> line.startsWith(beginning)).findFirst();
  }

  public String output() {
    return read(out);
  }

  public String errors() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Everything that it started and that runs now. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Waits for its end; returns its exit status. */
  public int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("roster still runs after " + limit + ": " + output() + errors());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> children = children();
    terminate();
    try {
      awaitExit(STOP_LIMIT);
    } finally {
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
