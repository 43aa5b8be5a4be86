/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One coordinator of a pair. It can be paused, killed, and started again where it was. */
public final class PairedCoordinator implements AutoCloseable {

  private static final Duration END_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final Registry registry;
  private final Map<String, String> environment;
  private final Path data;
  private @Nullable RosterProcess process;
  private @Nullable Standstill standstill;

  PairedCoordinator(String name, String database) {
    int httpPort = FreePorts.one();
    int grpcPort = FreePorts.one();
    Map<String, String> settings =
        Setup.PLAIN.settings(TestDatabase.shared().url(database), httpPort, grpcPort);
    settings.put("roster.coordinator.name", name);
    this.name = name;
    this.environment = Product.environment(settings);
    this.data = Build.work("data-" + name);
    this.registry = new Registry(name, grpcPort, Registry.httpOf(httpPort), database, () -> "");
  }

  /** The name under which it leads and writes. */
  public String name() {
    return name;
  }

  public Registry registry() {
    return registry;
  }

  /** Starts it unless it runs; returns when it is ready. */
  public void start() {
    if (process != null) {
      return;
    }
    RosterProcess started =
        RosterProcess.run(environment, List.of("up", "--data", data.toString()));
    try {
      started.awaitReady();
    } catch (RuntimeException failed) {
      started.close();
      throw failed;
    }
    process = started;
  }

  /** Stops it between two instructions, as a virtual machine or a long collection would. */
  public void pause() {
    standstill = Standstill.of(running().children());
  }

  /** It goes on where it was, and does not know for how long it was away. */
  public void resume() {
    if (standstill != null) {
      standstill.close();
    }
    standstill = null;
  }

  /** Ends it in the middle of whatever it does, the server before the process that watches it. */
  public void kill() {
    RosterProcess ending = running();
    ending.children().forEach(ProcessHandle::destroyForcibly);
    ending.kill();
    ending.awaitExit(END_LIMIT);
    process = null;
  }

  /** Lets it leave in order, as an operator would. */
  public void stop() {
    RosterProcess leaving = running();
    leaving.terminate();
    leaving.awaitExit(STOP_LIMIT);
    process = null;
  }

  private RosterProcess running() {
    RosterProcess current = process;
    if (current == null) {
      throw new IllegalStateException(name + " does not run");
    }
    return current;
  }

  @Override
  public void close() {
    resume();
    RosterProcess current = process;
    process = null;
    if (current != null) {
      current.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
