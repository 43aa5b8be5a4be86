/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.launcher.reference.ReferenceFile;
import io.roster.launcher.reference.ReferenceSchema;
import io.roster.settings.NodeSettings;
import io.roster.settings.Setting;
import io.roster.settings.SettingType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster node}. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Starts one node, which registers with a registry and stays registered.",
    footer = {
      "",
      "It stays in the foreground; Ctrl-C or SIGTERM stops it cleanly (status 0). While the",
      "registry is away it waits. Every setting of docs/configuration.md can also be given as an",
      "environment variable. The options above win over --config, which wins over the environment.",
      "ROSTER_JAVA_OPTIONS adds options to the node's Java."
    })
final class NodeCommand implements Callable<Integer> {

  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the registry calls it. Default: this host's name")
  private @Nullable String name;

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT,…",
      description =
          "The coordinators, in the order in which they are tried. Default: 127.0.0.1:50051")
  private @Nullable String registry;

  @Option(
      names = "--p2p-port",
      paramLabel = "PORT",
      description = "Where other nodes fetch artifacts. Default: 50062; 0 takes a free one.")
  private @Nullable String peerPort;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "The node's gRPC port. Default: 50061; 0 takes a free one.")
  private @Nullable String grpcPort;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "How much RAM artifacts may take, such as 4GiB. Default: 1GiB")
  private @Nullable String memory;

  @Option(
      names = "--gpu-memory",
      paramLabel = "SIZE",
      description = "How much of each GPU artifacts may take. Default: nothing")
  private @Nullable String gpuMemory;

  @Option(
      names = "--disk",
      paramLabel = "SIZE",
      description = "How much of the disk below --data artifacts may take. Default: nothing")
  private @Nullable String disk;

  @Option(
      names = "--engine",
      paramLabel = "auto|host|cuda",
      description =
          "What the GPU memory is: that of the cards, or the host's in its place. Default: auto")
  private @Nullable String engine;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where its identity and logs are kept. Default: ~/.roster/nodes/NAME")
  private @Nullable String data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A daemon's configuration file of the reference, YAML or JSON.")
  private @Nullable Path config;

  @Option(
      names = "--advertise-host",
      paramLabel = "ADDRESS",
      description =
          "Where other nodes reach this one. Default: the address that leads to the registry")
  private @Nullable String advertiseHost;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The registry's token, in this file's first line.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--registry-tls-ca",
      paramLabel = "FILE",
      description = "Speak TLS to the registry and trust these authorities; PEM.")
  private @Nullable Path registryTlsCa;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "Its health address, on loopback. Default: a free one")
  private @Nullable String httpPort;

  @Override
  public Integer call() throws InterruptedException {
    NodeRequest request = request();
    Terminal terminal = Terminal.standard();
    try (Lifetime lifetime = new Lifetime(terminal)) {
      lifetime.endOnSignal();
      Node node = new Node(request, lifetime, terminal);
      node.launch();
      node.awaitReady();
      node.watch();
      return 0;
    }
  }

  private NodeRequest request() {
    Map<String, String> options = options();
    Map<String, String> settings =
        new HashMap<>(Environment.settings(NodeSettings.TABLE, System.getenv()));
    if (config != null) {
      settings.putAll(ReferenceFile.read(config, ReferenceSchema.DAEMON));
    }
    settings.putAll(options);
    String called = settings.getOrDefault(NodeSettings.NAME.key(), LocalAddress.hostName());
    String folder = "~/.roster/nodes/" + called.replaceAll("[^A-Za-z0-9._-]|^\\.+", "_");
    List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
    jvmOptions.addAll(Environment.jvmOptions(System.getenv()));
    return new NodeRequest(
        called,
        Paths.orDefault(settings.get(NodeSettings.DATA_DIR.key()), folder),
        httpPort == null ? 0 : SettingType.PORT.parser().apply(httpPort),
        settings,
        jvmOptions);
  }

  private Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    put(options, "--name", NodeSettings.NAME, name);
    put(options, "--registry", NodeSettings.REGISTRY, registry);
    put(options, "--p2p-port", NodeSettings.P2P_PORT, peerPort);
    put(options, "--grpc-port", NodeSettings.GRPC_PORT, grpcPort);
    put(options, "--memory", NodeSettings.MEMORY, memory);
    put(options, "--gpu-memory", NodeSettings.GPU_MEMORY, gpuMemory);
    put(options, "--disk", NodeSettings.DISK, disk);
    put(options, "--engine", NodeSettings.ENGINE, engine);
    put(options, "--data", NodeSettings.DATA_DIR, data);
    put(options, "--advertise-host", NodeSettings.ADVERTISE_HOST, advertiseHost);
    put(options, "--token-file", NodeSettings.TOKEN_FILE, absolute(tokenFile));
    put(options, "--registry-tls-ca", NodeSettings.REGISTRY_TLS_CA, absolute(registryTlsCa));
    usage().value("--http-port", SettingType.PORT, httpPort);
    return options;
  }

  private void put(
      Map<String, String> options, String option, Setting<?> setting, @Nullable String text) {
    usage().value(option, setting.type(), text);
    if (text != null) {
      options.put(setting.key(), text);
    }
  }

  private Usage usage() {
    return new Usage(Objects.requireNonNull(spec));
  }

  private static @Nullable String absolute(@Nullable Path path) {
    return path == null ? null : path.toAbsolutePath().toString();
  }
}
