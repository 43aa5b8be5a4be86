/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.launcher.CoordinatorRequest.TakenPort;
import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.server.ServerOrder;
import io.roster.settings.NodeSettings;
import io.roster.settings.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Starts a registry and three nodes with a few sample artifacts, to look at. They use free"
            + " ports and a temporary folder, and leave nothing behind.",
    footer = {
      "",
      "Ctrl-C or SIGTERM ends it (status 0): first the nodes, then the coordinators, then"
          + " PostgreSQL.",
      "A coordinator that ends before, because it was killed, is started again after a",
      "moment; the table at the end of the start says which process is which."
    })
final class DemoCommand implements Callable<Integer> {

  private static final int MOST_COORDINATORS = 9;
  private static final int LAST_PORT = 65_535;

  // They start often and live short: the second compiler costs more than it gains.
  private static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--coordinators",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many coordinators serve the registry over one PostgreSQL, 1 to 9. Default: 1. Each"
              + " is a Java of its own, with up to 768 MiB of heap or, where N of them do not fit,"
              + " less.")
  private int coordinators;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Console, health and metrics of the first coordinator; the others take the next ports, or"
              + " free ones. Default: a free one")
  private int httpPort;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "The first coordinator's gRPC port; the others take the next ports, or free ones."
              + " Default: a free one")
  private int grpcPort;

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkUsage();
    Terminal terminal = Terminal.standard();
    String address =
        LocalAddress.routable()
            .orElseThrow(
                () ->
                    new CannotStart(
                        "This machine has no address besides loopback, and nodes cannot advertise"
                            + " that: connect it to a network."));
    try (Lifetime lifetime = new Lifetime(terminal)) {
      lifetime.endOnSignal();
      Path folder = Files.createTempDirectory("roster-demo-");
      lifetime.keep(() -> DataDirectory.deleteTree(folder));
      Coordinators registry =
          new Coordinators(requests(folder.resolve("registry")), lifetime, terminal);
      registry.start();
      List<Node> nodes = nodes(folder, address, registry.grpcEndpoints(), lifetime, terminal);
      nodes.forEach(Node::launch);
      nodes.forEach(Node::awaitReady);
      terminal.say(
          "The demo is ready: three nodes are registered. Open a console named below; Ctrl-C ends"
              + " it all.");
      CoordinatorPlace.table(registry.places()).forEach(terminal::say);
      registry.supervise();
      return 0;
    }
  }

  private void checkUsage() {
    if (coordinators < 1 || coordinators > MOST_COORDINATORS) {
      new Usage(Objects.requireNonNull(spec))
          .refuse("--coordinators " + coordinators + ": give 1 to " + MOST_COORDINATORS + ".");
    }
  }

  List<CoordinatorRequest> requests(Path data) {
    List<String> options = options(HeapShare.option(coordinators));
    return IntStream.range(0, coordinators)
        .mapToObj(before -> request(before, data, options))
        .toList();
  }

  /**
   * @param before how many there are before it
   */
  private CoordinatorRequest request(int before, Path data, List<String> options) {
    String name = "coordinator-" + (before + 1);
    Map<String, String> settings =
        Map.of(
            RegistrySettings.COORDINATOR_NAME.key(),
            name,
            RegistrySettings.HTTP_PORT.key(),
            port(httpPort, before),
            RegistrySettings.GRPC_PORT.key(),
            port(grpcPort, before),
            // They stop one after the other, and nobody's load balancer looks at them.
            RegistrySettings.DRAIN_SETTLE.key(),
            "0s");
    return new CoordinatorRequest(
        name,
        data,
        settings,
        before == 0 ? TakenPort.REFUSE : TakenPort.REPLACE,
        Map.of(),
        options,
        ServerOrder.STOP_SECONDS);
  }

  /** Counted from the port that was given; any free one, which is 0, if none was. */
  private static String port(int first, int before) {
    int port = first + before;
    boolean free = first == 0 || (before > 0 && port > LAST_PORT);
    return String.valueOf(free ? 0 : port);
  }

  private static List<Node> nodes(
      Path folder, String address, List<String> endpoints, Lifetime lifetime, Terminal terminal) {
    List<Node> nodes = new ArrayList<>();
    // Each node knows all coordinators, and each begins with another one.
    List<String> order = new ArrayList<>(endpoints);
    for (String name : List.of("node-1", "node-2", "node-3")) {
      Map<String, String> settings =
          Map.of(
              NodeSettings.REGISTRY.key(), String.join(",", order),
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
      Collections.rotate(order, -1);
    }
    return nodes;
  }

  private static List<String> options(String heap) {
    List<String> options = new ArrayList<>(QUICK);
    options.add(heap);
    return options;
  }
}
