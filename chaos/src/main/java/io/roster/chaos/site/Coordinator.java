/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import io.roster.chaos.net.Flow;
import io.roster.chaos.net.Link;
import io.roster.testing.postgres.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One coordinator, started as a user starts it, with links in front of it and between it and the
 * database.
 */
public final class Coordinator implements AutoCloseable {

  static final String DISTRIBUTION = "registry-ear/launcher/target/dist";

  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(2);
  private static final int HEALTHY = 200;
  private static final int CONNECT_MILLIS = 500;
  private static final String HERE = "127.0.0.1";

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(HEALTH_LIMIT).build();
  private final String name;
  private Path distribution;
  private final Path folder;
  private final Map<String, String> settings;
  private final Host host;
  private final int grpcPort = FreePort.take();
  private final int httpPort = FreePort.take();
  private final Link clients;
  private final List<Link> databases;
  private @Nullable Process process;
  private boolean modest;
  private List<ProcessHandle> paused = List.of();

  Coordinator(
      String name,
      Path tree,
      Path folder,
      List<Integer> databasePorts,
      String database,
      Map<String, String> settings,
      Host host) {
    this.name = name;
    this.distribution = tree.resolve(DISTRIBUTION);
    this.folder = folder;
    this.host = host;
    this.clients = Link.to(name + "-clients", host.address(), grpcPort, HERE);
    this.databases =
        databasePorts.stream()
            .map(port -> Link.to(name + "-database", HERE, port, host.gateway()))
            .toList();
    this.settings = new TreeMap<>(settings);
    this.settings.put("ROSTER_COORDINATOR_NAME", name);
    this.settings.put("ROSTER_DATABASE_URL", url(database));
    this.settings.put("ROSTER_DATABASE_USER", "postgres");
    this.settings.put("ROSTER_GRPC_PORT", Integer.toString(grpcPort));
    this.settings.put("ROSTER_HTTP_PORT", Integer.toString(httpPort));
  }

  private String url(String database) {
    return databases.stream()
        .map(link -> host.gateway() + ":" + link.port())
        .collect(
            Collectors.joining(
                ",", "jdbc:postgresql://", "/" + database + "?targetServerType=primary"));
  }

  /** The name under which it leads and writes. */
  public String name() {
    return name;
  }

  /** Where clients reach it, through the link. */
  public int port() {
    return clients.port();
  }

  /** The link between it and those who call it. */
  public Link clients() {
    return clients;
  }

  /** How bytes pass between it and the database. */
  public void setDatabaseFlow(Flow towards, Flow back) {
    databases.forEach(link -> link.set(towards, back));
  }

  public void resetDatabase() {
    databases.forEach(Link::reset);
  }

  /**
   * What is started next is another version.
   *
   * @param tree the source tree, in which it was built
   */
  public void install(Path tree) {
    distribution = tree.resolve(DISTRIBUTION);
  }

  /** Starts it unless it runs, and returns at once. */
  public void launch() {
    launch(List.of());
  }

  /**
   * The same, but until it opens its port it takes only what those that serve leave of the
   * processors: on a site each has a host of its own. From then on it takes its share, or the first
   * calls would be served by one that waits for all others.
   */
  public void launchModestly() {
    launch(Processors.modestly());
  }

  private void launch(List<String> before) {
    if (isRunning()) {
      return;
    }
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(command(before))
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".out").toFile()));
      builder.environment().keySet().removeIf(key -> key.startsWith("ROSTER_"));
      builder.environment().putAll(settings);
      builder.environment().putAll(host.environment());
      process = builder.start();
      modest = !before.isEmpty();
    } catch (IOException failed) {
      throw new SiteBroken(name + " cannot be started", failed);
    }
  }

  private List<String> command(List<String> before) {
    List<String> command = new ArrayList<>(before);
    command.addAll(host.enter());
    command.add(distribution.resolve("roster").toString());
    command.addAll(List.of("up", "--data", folder.resolve(name).toString()));
    if (host.isOwn()) {
      // Nobody else reaches that network.
      command.addAll(List.of("--host", host.address(), "--insecure"));
    }
    return command;
  }

  boolean isRunning() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /** Returns when it serves. */
  public void awaitReady() {
    boolean ready =
        Await.comesTrue(
            START_LIMIT,
            () -> {
              if (modest && opensItsPort()) {
                takeItsShare();
              }
              return isReady() || !isRunning();
            });
    if (!ready || !isRunning()) {
      throw new SiteBroken(name + " does not get ready; see " + folder.resolve(name + ".out"));
    }
  }

  /** Whether it says that it serves. */
  public boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + host.address() + ":" + httpPort + "/health/ready"))
            .timeout(HEALTH_LIMIT)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == HEALTHY;
    } catch (IOException away) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean opensItsPort() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host.address(), grpcPort), CONNECT_MILLIS);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private void takeItsShare() {
    Process current = process;
    if (current != null) {
      modest = false;
      Processors.endModesty(
          Stream.concat(Stream.of(current.toHandle()), current.descendants()).toList());
    }
  }

  /** Stops it between two instructions, as a virtual machine or a long collection would. */
  public void pause() {
    Process current = process;
    if (current != null) {
      paused = current.descendants().toList();
      Signals.pause(paused);
    }
  }

  /** Of what reaches its host, or leaves it, nothing arrives, or everything does again. */
  public void lose(boolean sentToIt, boolean sentByIt) {
    host.lose(sentToIt, sentByIt);
  }

  /** Its machine's clock is so far ahead from now on; does nothing where clocks cannot be set. */
  public void stepClock(Duration ahead) {
    host.stepClock(ahead);
  }

  public void resume() {
    Signals.resume(paused);
    paused = List.of();
  }

  /** Ends it in the middle of whatever it does, the server before the process that watches it. */
  public void kill() {
    Process current = process;
    if (current == null) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(current.descendants().toList());
    all.forEach(ProcessHandle::destroyForcibly);
    current.destroyForcibly();
    awaitEnd(current);
    process = null;
  }

  /** Lets it leave in order, as an operator would. */
  public void stop() {
    Process current = process;
    if (current == null) {
      return;
    }
    List<ProcessHandle> all = current.descendants().toList();
    current.destroy();
    awaitEnd(current);
    all.forEach(ProcessHandle::destroyForcibly);
    process = null;
  }

  private void awaitEnd(Process current) {
    try {
      if (!current.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        current.destroyForcibly();
        throw new SiteBroken(name + " does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SiteBroken("interrupted", interrupted);
    }
  }

  /** Everything passes again, and it goes on. */
  public void heal() {
    clients.set(Flow.OPEN, Flow.OPEN);
    setDatabaseFlow(Flow.OPEN, Flow.OPEN);
    lose(false, false);
    stepClock(Duration.ZERO);
    resume();
  }

  @Override
  public void close() {
    heal();
    try {
      kill();
      clients.close();
      for (Link each : databases) {
        each.close();
      }
      host.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
