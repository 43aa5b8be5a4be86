/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.peer;

import io.roster.bench.report.MeasurementFailed;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@link CopyNode} in a process of its own. */
public final class CopyProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 10;
  private static final long SPARE_BYTES = 256 << 20;

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  /** What a process holds, and where others get it. */
  public record Held(String id, String peerPort, String barePort) {}

  private CopyProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts one for copies of so many bytes, over so many connections. */
  public static CopyProcess start(long bytes, int connections) {
    try {
      return new CopyProcess(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:MaxDirectMemorySize=" + (3 * bytes + SPARE_BYTES),
                  "-Dslf4j.internal.verbosity=ERROR",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CopyNode.class.getName(),
                  Long.toString(bytes),
                  Integer.toString(connections))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Has it hold an artifact under a name; {@code content} for the one that follows from it. */
  public Held hold(String name) {
    String[] told = ask("hold " + name).split(" ");
    return new Held(told[0], told[1], told[2]);
  }

  /** How long a bare copy takes. */
  public Duration copyBare(Held held) {
    return time("bare " + held.barePort());
  }

  /** How long a fetch takes; what was fetched is unloaded then. */
  public Duration fetch(Held held) {
    return time("fetch " + held.id() + " " + held.peerPort());
  }

  /** How long the checksums of all chunks take by themselves. */
  public Duration checksums(Held held) {
    return time("checksums " + held.id() + " " + held.peerPort());
  }

  private Duration time(String order) {
    return Duration.ofNanos(Long.parseLong(ask(order)));
  }

  private String ask(String order) {
    try {
      orders.write(order);
      orders.newLine();
      orders.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new MeasurementFailed("An engine's process ended; what it printed above tells why.");
      }
      return answer;
    } catch (IOException gone) {
      throw new MeasurementFailed("An engine's process ended: " + gone.getMessage(), gone);
    }
  }

  /** Ends it; repeatable. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
  }
}
