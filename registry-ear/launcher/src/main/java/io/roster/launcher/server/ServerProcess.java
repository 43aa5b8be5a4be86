/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.server;

import io.roster.launcher.CannotStart;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An application server in a process of its own, seen from the process that started it. The child
 * stops when the pipe to it ends, hence also when this process is killed.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Duration BEYOND_ITS_OWN_LIMIT = Duration.ofSeconds(15);
  private static final Duration REMINDER = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Process process;
  private final RotatingLog log;
  private final Path pidFile;
  private final Duration stopLimit;
  private volatile @Nullable String failure;
  private volatile boolean deployed;

  private ServerProcess(Process process, RotatingLog log, Path pidFile, Duration stopLimit) {
    this.process = process;
    this.log = log;
    this.pidFile = pidFile;
    this.stopLimit = stopLimit;
  }

  /**
   * Starts a server and gives it its order.
   *
   * @param temporary a folder for this server alone
   * @param jvmOptions options of its Java, beside those that it always needs
   */
  public static ServerProcess start(
      ServerRuntime runtime,
      ServerOrder order,
      List<String> jvmOptions,
      Path temporary,
      RotatingLog log) {
    List<String> line = new ArrayList<>();
    // Ctrl-C reaches every process of the terminal; this one is stopped in order, by its pipe.
    line.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "server"));
    line.addAll(runtime.command(jvmOptions, temporary));
    log.line("---- start of " + order.application());
    try {
      Process process =
          new ProcessBuilder(line).directory(temporary.toFile()).redirectErrorStream(true).start();
      ServerProcess server =
          new ServerProcess(
              process,
              log,
              temporary.resolveSibling(temporary.getFileName() + ".pid"),
              BEYOND_ITS_OWN_LIMIT.plusSeconds(order.stopSeconds()));
      Files.writeString(server.pidFile, process.pid() + "\n");
      server.follow();
      order.writeTo(new DataOutputStream(process.getOutputStream()));
      return server;
    } catch (IOException e) {
      throw new CannotStart("Cannot start Java: " + e.getMessage() + ".", e);
    }
  }

  private void follow() {
    Thread follower = new Thread(this::copyOutput, "server-output");
    follower.setDaemon(true);
    follower.start();
  }

  private void copyOutput() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = output.readLine()) != null) {
        log.line(line);
        if (line.equals(ServerMain.REPORT + ServerMain.DEPLOYED)) {
          deployed = true;
        } else if (line.startsWith(ServerMain.REPORT + ServerMain.FAILED)) {
          failure = line.substring((ServerMain.REPORT + ServerMain.FAILED).length());
        }
      }
    } catch (IOException ended) {
      log.line("output of the server ended: " + ended.getMessage());
    }
  }

  /**
   * Waits until the health address says ready.
   *
   * @param whileWaiting hears now and then what is still missing
   */
  public void awaitReady(URI health, Duration limit, Consumer<String> whileWaiting) {
    Readiness readiness = new Readiness(health);
    long end = System.nanoTime() + limit.toNanos();
    Patience patience = new Patience(whileWaiting);
    while (!isUp(readiness, patience)) {
      if (!process.isAlive() || failure != null) {
        awaitFailure();
        throw new CannotStart(
            "The server could not start: "
                + (failure == null ? "it ended with status " + process.exitValue() : failure)
                + "\nThe whole story is in "
                + log.file()
                + ".");
      }
      if (System.nanoTime() > end) {
        throw new CannotStart(
            "The server was not ready within "
                + limit.toSeconds()
                + " s: "
                + health
                + " does not say UP. Look into "
                + log.file()
                + ".");
      }
      waitFor(POLL);
    }
  }

  /** A half-deployed application is not asked: its health answers with errors. */
  private boolean isUp(Readiness readiness, Patience patience) {
    if (!deployed) {
      patience.still("it is being loaded");
      return false;
    }
    return readiness.isUp(patience::still);
  }

  /** Passes on what is missing, but not more often than a person wants to read it. */
  private static final class Patience {
    private final Consumer<String> listener;
    private long next = System.nanoTime() + REMINDER.toNanos();

    Patience(Consumer<String> listener) {
      this.listener = listener;
    }

    void still(String missing) {
      if (System.nanoTime() - next >= 0) {
        listener.accept(missing);
        next += REMINDER.toNanos();
      }
    }
  }

  /** The report may still be on its way when the process has ended already. */
  private void awaitFailure() {
    for (int i = 0; i < 10 && failure == null; i++) {
      waitFor(POLL);
    }
  }

  private static void waitFor(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while the server started.", e);
    }
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Waits for the server's end, at most this long. */
  public boolean ended(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why it says that it failed, or how it ended. */
  public String lastWords() {
    String said = failure;
    return said != null ? said : "status " + process.exitValue();
  }

  /** Stops the server: in order, or by force if it does not end in time. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException ignored) {
      // It is gone already.
    }
    try {
      if (!process.waitFor(stopLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        log.line("the server did not stop in time and was ended by force");
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
      }
      Files.deleteIfExists(pidFile);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException ignored) {
      // A stale pid file is recognised as such.
    }
  }

  /**
   * Waits for a server that an earlier, killed start left behind, and ends it if it does not go.
   *
   * @return whether there was one
   */
  public static boolean endLeftover(Path temporary) {
    Path pidFile = temporary.resolveSibling(temporary.getFileName() + ".pid");
    try {
      if (!Files.exists(pidFile)) {
        return false;
      }
      ProcessHandle leftover =
          ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
              .filter(ProcessHandle::isAlive)
              .filter(each -> commandLine(each).contains(temporary.toString()))
              .orElse(null);
      Files.deleteIfExists(pidFile);
      if (leftover == null) {
        return false;
      }
      for (int i = 0; i < 150 && leftover.isAlive(); i++) {
        waitFor(POLL);
      }
      leftover.destroyForcibly();
      return true;
    } catch (IOException | NumberFormatException unreadable) {
      return false;
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException unreadable) {
      return "";
    }
  }
}
