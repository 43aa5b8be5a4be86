/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static io.roster.settings.NodeSettings.DATA_DIR;
import static io.roster.settings.NodeSettings.GPU_MEMORY;
import static io.roster.settings.NodeSettings.GRPC_PORT;
import static io.roster.settings.NodeSettings.MEMORY;
import static io.roster.settings.NodeSettings.NAME;
import static io.roster.settings.NodeSettings.P2P_PORT;
import static io.roster.settings.NodeSettings.REGISTRY;
import static io.roster.settings.NodeSettings.REGISTRY_TLS_CA;
import static io.roster.settings.NodeSettings.TOKEN_FILE;

import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.data.SecretFile;
import io.roster.launcher.preflight.Ports;
import io.roster.launcher.preflight.TlsFiles;
import io.roster.launcher.reference.ReferenceFile;
import io.roster.launcher.server.RotatingLog;
import io.roster.launcher.server.ServerOrder;
import io.roster.launcher.server.ServerProcess;
import io.roster.launcher.server.ServerRuntime;
import io.roster.settings.InvalidSettings;
import io.roster.settings.NodeSettings;
import io.roster.settings.Setting;
import io.roster.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One node: checked, started, watched. */
final class Node {

  /** A node whose registry is away waits for it. */
  private static final Duration READY_LIMIT = Duration.ofDays(365);

  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
  private static final long MEMORY_BESIDE_ARTIFACTS = 256L * 1024 * 1024;
  private static final String HEALTH_HOST = "127.0.0.1";
  private static final String EVERY_ADDRESS = "0.0.0.0";
  private static final String SERVER = "node";

  private final NodeRequest request;
  private final Lifetime lifetime;
  private final Terminal terminal;
  private final ServerRuntime runtime = ServerRuntime.own();
  private final Map<String, String> given;
  private final Settings settings;
  private int httpPort;
  private @Nullable ServerProcess server;

  /** Checks what needs nothing but the settings themselves. */
  Node(NodeRequest request, Lifetime lifetime, Terminal terminal) {
    this.request = request;
    this.lifetime = lifetime;
    this.terminal = terminal;
    this.given = new HashMap<>(request.settings());
    String clusterToken = given.remove(ReferenceFile.CLUSTER_TOKEN);
    given.put(NAME.key(), request.name());
    given.put(DATA_DIR.key(), request.data().toString());
    if (clusterToken != null) {
      keepToken(clusterToken);
    }
    this.settings = read(given);
    Paths.makeAbsolute(given, settings, NodeSettings.TABLE);
  }

  /** A reference file carries the token itself; nodes read it from a file. */
  private void keepToken(String token) {
    if (given.containsKey(TOKEN_FILE.key())) {
      throw new CannotStart(
          "meta.cluster_token and --token-file say the same thing: give only one.");
    }
    try (DataDirectory data = DataDirectory.open(request.data())) {
      SecretFile.write(data.secret("cluster-token"), token);
      given.put(TOKEN_FILE.key(), data.secret("cluster-token").toString());
    }
  }

  private static Settings read(Map<String, String> given) {
    try {
      return Settings.read(NodeSettings.TABLE, given);
    } catch (InvalidSettings e) {
      throw CannotStart.because("The configuration cannot be used:", e.problems());
    }
  }

  /** Checks the rest, then starts the server. */
  void launch() {
    settings.find(TOKEN_FILE).ifPresent(file -> SecretFile.firstLine(file, "the token file"));
    settings.find(REGISTRY_TLS_CA).ifPresent(TlsFiles::certificates);
    runtime.application("node.ear");
    DataDirectory data = lifetime.keep(DataDirectory.open(request.data()));
    if (ServerProcess.endLeftover(data.run().resolve(SERVER))) {
      terminal.say("Leftover        the server of a start that was killed has ended");
    }
    given.put(GRPC_PORT.key(), String.valueOf(port(GRPC_PORT, "--grpc-port")));
    given.put(P2P_PORT.key(), String.valueOf(port(P2P_PORT, "--p2p-port")));
    httpPort = request.httpPort();
    if (httpPort == 0) {
      httpPort = Ports.free(HEALTH_HOST);
    } else {
      Ports.requireFree(HEALTH_HOST, httpPort, "--http-port");
    }
    server = startServer(data);
  }

  private int port(Setting<Integer> setting, String option) {
    int port = settings.get(setting);
    if (port == 0) {
      return Ports.free(EVERY_ADDRESS);
    }
    Ports.requireFree(EVERY_ADDRESS, port, option);
    return port;
  }

  private ServerProcess startServer(DataDirectory data) {
    RotatingLog log = lifetime.keep(new RotatingLog(data.logs().resolve("node.log")));
    terminal.say("Node            " + request.name() + " starting; its log is " + log.file());
    Path temporary = data.emptyRunFolder(SERVER);
    ServerOrder order =
        new ServerOrder(
            runtime.application("node.ear").toString(),
            runtime.serverHome(temporary).toString(),
            HEALTH_HOST,
            httpPort,
            ServerOrder.Scheme.HTTP,
            ServerOrder.STOP_SECONDS,
            given);
    List<String> options = new ArrayList<>();
    // Host memory plays the GPUs where there are none.
    long artifacts = settings.get(MEMORY) + settings.get(GPU_MEMORY);
    options.add("-XX:MaxDirectMemorySize=" + (artifacts + MEMORY_BESIDE_ARTIFACTS));
    options.addAll(request.jvmOptions());
    return lifetime.keep(ServerProcess.start(runtime, order, options, temporary, log));
  }

  /** Waits until the node has registered and serves. */
  void awaitReady() {
    URI health = URI.create("http://" + HEALTH_HOST + ":" + httpPort + "/health/ready");
    started().awaitReady(health, READY_LIMIT, this::tellWaiting);
    terminal.say(
        "Node is ready: "
            + request.name()
            + "  gRPC port "
            + given.get(GRPC_PORT.key())
            + "  peer port "
            + given.get(P2P_PORT.key())
            + "  registry "
            + REGISTRY.type().renderer().apply(settings.get(REGISTRY))
            + "  health "
            + health);
  }

  private void tellWaiting(String what) {
    terminal.say(
        "Waiting         "
            + request.name()
            + " is not ready yet: "
            + what
            + " (registry "
            + REGISTRY.type().renderer().apply(settings.get(REGISTRY))
            + ")");
  }

  /** Whether the server has ended, after waiting a moment for it. */
  boolean ended() throws InterruptedException {
    return started().ended(WATCH_INTERVAL);
  }

  /** Stays until the server ends, which it does not do by itself. */
  void watch() throws InterruptedException {
    while (!ended()) {
      // Each round waits.
    }
    if (!lifetime.isClosing()) {
      throw new CannotStart(
          "The node's server ended by itself (" + started().lastWords() + "); its log tells more.");
    }
  }

  private ServerProcess started() {
    return Objects.requireNonNull(server, "not started");
  }
}
