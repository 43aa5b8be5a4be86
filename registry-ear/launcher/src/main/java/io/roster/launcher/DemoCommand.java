/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.server.ServerOrder;
import io.roster.settings.NodeSettings;
import io.roster.settings.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roster demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Starts a registry and three nodes with a few sample artifacts, to look at. They use free ports and a"
            + " temporary folder, and leave nothing behind.",
    footer = {"", "Ctrl-C or SIGTERM ends it (status 0)."})
final class DemoCommand implements Callable<Integer> {

  // They start often and live short: the second compiler costs more than it gains.
  private static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Console, health and metrics. Default: a free one")
  private int httpPort;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The registry's gRPC port. Default: a free one")
  private int grpcPort;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = Terminal.standard();
    String address =
        LocalAddress.routable()
            .orElseThrow(
                () ->
                    new CannotStart(
                        "This machine has no address besides loopback, and nodes cannot advertise that:"
                            + " connect it to a network."));
    try (Lifetime lifetime = new Lifetime(terminal)) {
      lifetime.endOnSignal();
      Path folder = Files.createTempDirectory("roster-demo-");
      lifetime.keep(() -> DataDirectory.deleteTree(folder));
      Coordinator registry = registry(folder, lifetime, terminal);
      registry.start();
      List<Node> nodes = nodes(folder, address, registry, lifetime, terminal);
      nodes.forEach(Node::launch);
      nodes.forEach(Node::awaitReady);
      terminal.say(
          "The demo is ready: three nodes are registered. Open the console named above; Ctrl-C ends it all.");
      registry.watch();
      return 0;
    }
  }

  private Coordinator registry(Path folder, Lifetime lifetime, Terminal terminal) {
    Map<String, String> settings =
        Map.of(
            RegistrySettings.HTTP_PORT.key(), String.valueOf(httpPort),
            RegistrySettings.GRPC_PORT.key(), String.valueOf(grpcPort));
    return new Coordinator(
        new CoordinatorRequest(
            folder.resolve("registry"),
            settings,
            Map.of(),
            options("-Xmx768m"),
            ServerOrder.STOP_SECONDS),
        lifetime,
        terminal);
  }

  private static List<Node> nodes(
      Path folder, String address, Coordinator registry, Lifetime lifetime, Terminal terminal) {
    List<Node> nodes = new ArrayList<>();
    for (String name : List.of("node-1", "node-2", "node-3")) {
      Map<String, String> settings =
          Map.of(
              NodeSettings.REGISTRY.key(), registry.grpcEndpoint(),
              NodeSettings.ADVERTISE_HOST.key(), address,
              NodeSettings.GRPC_PORT.key(), "0",
              NodeSettings.P2P_PORT.key(), "0",
              NodeSettings.MEMORY.key(), "64MiB",
              NodeSettings.SAMPLES.key(), "3");
      nodes.add(
          new Node(
              new NodeRequest(name, folder.resolve(name), 0, settings, options("-Xmx256m")),
              lifetime,
              terminal));
    }
    return nodes;
  }

  private static List<String> options(String heap) {
    List<String> options = new ArrayList<>(QUICK);
    options.add(heap);
    return options;
  }
}
