/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import static io.roster.settings.Setting.optional;
import static io.roster.settings.Setting.withDefault;
import static io.roster.settings.SettingType.BYTES_COUNT;
import static io.roster.settings.SettingType.COUNT;
import static io.roster.settings.SettingType.DURATION;
import static io.roster.settings.SettingType.PATH;
import static io.roster.settings.SettingType.PORT;
import static io.roster.settings.SettingType.POSITIVE;
import static io.roster.settings.SettingType.RATIO;
import static io.roster.settings.SettingType.TEXT;
import static io.roster.settings.SettingType.oneOf;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node can be told. */
public final class NodeSettings {

  private static final Set<String> UNROUTABLE =
      Set.of("localhost", "ip6-localhost", "*", "0.0.0.0", "::", "[::]", "::1", "[::1]");
  private static final int MOST_SAMPLES = 10_000;

  /** One or more {@code host:port}, separated by commas. */
  private static final SettingType<List<InetSocketAddress>> ENDPOINTS =
      new SettingType<>(
          "comma separated list of host:port",
          NodeSettings::endpoints,
          endpoints ->
              endpoints.stream()
                  .map(endpoint -> endpoint.getHostString() + ":" + endpoint.getPort())
                  .collect(Collectors.joining(",")));

  private static final SettingType<String> ROUTABLE_HOST =
      new SettingType<>("routable host", NodeSettings::routable, host -> host);

  public static final Setting<String> NAME =
      optional("roster.node.name", TEXT, "The name of this node; the host's name unless given.");
  public static final Setting<String> DAEMON_ID =
      optional(
          "roster.node.daemon-id",
          TEXT,
          "The stable identity of this node's daemon; one is made and kept in the data directory unless given.");
  public static final Setting<List<InetSocketAddress>> REGISTRY =
      withDefault(
          "roster.node.registry",
          ENDPOINTS,
          "127.0.0.1:50051",
          "The coordinators to register with, as host:port; the next one is used when one fails.");
  public static final Setting<String> ADVERTISE_HOST =
      optional(
              "roster.node.advertise-host",
              ROUTABLE_HOST,
              "The address that other nodes reach this one at; the local address that leads to the registry unless given.")
          .at("server.advertise.host");
  public static final Setting<Integer> GRPC_PORT =
      withDefault("roster.node.grpc-port", PORT, "50061", "The gRPC port; 0 takes a free one.");
  public static final Setting<Integer> P2P_PORT =
      withDefault(
          "roster.node.p2p-port",
          PORT,
          "50062",
          "The port that serves artifacts to other nodes; 0 takes a free one.");
  public static final Setting<String> P2P_HOST =
      withDefault(
          "roster.node.p2p-host",
          TEXT,
          "0.0.0.0",
          "The address of this host at which it serves artifacts to other nodes; none serves nobody.");
  public static final Setting<Integer> P2P_CONNECTIONS =
      withDefault(
          "roster.node.p2p-connections",
          POSITIVE,
          "64",
          "How many connections of other nodes may be open at once; a further one is told to come again.");
  public static final Setting<Long> P2P_BANDWIDTH =
      withDefault(
          "roster.node.p2p-bandwidth",
          BYTES_COUNT,
          "0",
          "How many bytes a second may go out to other nodes, all together; 0 sets no limit.");
  public static final Setting<Path> P2P_TOKEN_FILE =
      optional(
          "roster.node.p2p-token-file",
          PATH,
          "A file whose first line is the secret that nodes show each other; without it every node may fetch.");
  public static final Setting<String> ENGINE =
      withDefault(
          "roster.node.engine",
          oneOf("auto", "host", "cuda"),
          "auto",
          "What the GPU memory is: the cards of this host (cuda), its own memory in their place (host), or the cards if there are any (auto).");
  public static final Setting<Long> GPU_MEMORY =
      withDefault(
          "roster.node.gpu-memory",
          BYTES_COUNT,
          "0",
          "How much of each GPU artifacts may take; of a card never more than it has free.");
  public static final Setting<Long> MEMORY =
      withDefault(
          "roster.node.memory",
          BYTES_COUNT,
          "1GiB",
          "How much of the host's RAM artifacts may take.");
  public static final Setting<Long> DISK =
      withDefault(
          "roster.node.disk",
          BYTES_COUNT,
          "0",
          "How much disk artifacts may take, in the data directory; what lies there outlives a restart.");
  public static final Setting<String> EVICTION =
      withDefault(
          "roster.node.eviction",
          oneOf("least-recently-used", "refuse"),
          "least-recently-used",
          "What happens when a memory gets full: what was not used for longest goes, or what comes is refused.");
  public static final Setting<Double> HIGH_WATERMARK =
      withDefault(
          "roster.node.high-watermark",
          RATIO,
          "0.90",
          "The share of a memory above which it counts as full and is made emptier.");
  public static final Setting<Double> LOW_WATERMARK =
      withDefault(
          "roster.node.low-watermark",
          RATIO,
          "0.80",
          "The share down to which a memory is made emptier.");
  public static final Setting<Path> DATA_DIR =
      withDefault(
          "roster.node.data-dir",
          PATH,
          "~/.roster/node",
          "The directory that keeps the node's identity and the artifacts on its disk; one per node.");
  public static final Setting<Duration> HEARTBEAT_INTERVAL =
      withDefault(
          "roster.node.heartbeat-interval",
          DURATION,
          "PT5S",
          "The interval between heartbeats; a shorter one that the registry asks for wins.");
  public static final Setting<Duration> HEARTBEAT_RPC_TIMEOUT =
      withDefault(
          "roster.node.heartbeat-rpc-timeout",
          DURATION,
          "PT2S",
          "How long a heartbeat may take before the next coordinator is tried.");
  public static final Setting<Duration> STATE_SYNC_TIMEOUT =
      withDefault(
          "roster.node.state-sync-timeout",
          DURATION,
          "PT30S",
          "How long a reconcile may take before the next coordinator is tried.");
  public static final Setting<Duration> CHUNK_SYNC_INTERVAL =
      withDefault(
          "roster.node.chunk-sync-interval",
          DURATION,
          "PT10S",
          "The interval at which changed chunks of replicas in GPU memory are reported; PT0S reports none.");
  public static final Setting<Duration> DRAIN_TIMEOUT =
      withDefault(
          "roster.node.drain-timeout",
          DURATION,
          "PT30S",
          "How long a replica that is to be given up waits for those who fetch it.");
  public static final Setting<Integer> TRANSFERS_PER_REPLICA =
      withDefault(
          "roster.node.transfers-per-replica",
          POSITIVE,
          "4",
          "How many nodes may fetch one replica at a time.");
  public static final Setting<Path> TOKEN_FILE =
      optional(
          "roster.node.token-file",
          PATH,
          "A file whose first line is the cluster token that the registry must know.");
  public static final Setting<Path> REGISTRY_TLS_CA =
      optional(
          "roster.node.registry-tls-ca",
          PATH,
          "The authorities whose certificates the registry may show, PEM; with it calls are encrypted.");
  public static final Setting<Integer> SAMPLES =
      withDefault(
          "roster.node.samples",
          COUNT,
          "0",
          "How many small sample artifacts to load at start, for a demonstration.");

  public static final SettingsTable TABLE =
      new SettingsTable(
          "roster.node.",
          List.of(),
          List.of(
              NAME,
              DAEMON_ID,
              REGISTRY,
              ADVERTISE_HOST,
              GRPC_PORT,
              P2P_HOST,
              P2P_PORT,
              P2P_CONNECTIONS,
              P2P_BANDWIDTH,
              P2P_TOKEN_FILE,
              ENGINE,
              GPU_MEMORY,
              MEMORY,
              DISK,
              EVICTION,
              HIGH_WATERMARK,
              LOW_WATERMARK,
              DATA_DIR,
              HEARTBEAT_INTERVAL,
              HEARTBEAT_RPC_TIMEOUT,
              STATE_SYNC_TIMEOUT,
              CHUNK_SYNC_INTERVAL,
              DRAIN_TIMEOUT,
              TRANSFERS_PER_REPLICA,
              TOKEN_FILE,
              REGISTRY_TLS_CA,
              SAMPLES),
          List.of(
              NodeSettings::timeoutsAgree,
              NodeSettings::portsDiffer,
              NodeSettings::thereIsMemory,
              NodeSettings::cardsAreUsed,
              NodeSettings::watermarksAgree,
              NodeSettings::samplesAreFew));

  private NodeSettings() {}

  private static List<InetSocketAddress> endpoints(String text) {
    Set<InetSocketAddress> all = new LinkedHashSet<>();
    for (String entry : text.split(",", -1)) {
      if (entry.isBlank()) {
        throw new IllegalArgumentException(
            "expected host:port,host:port without an empty entry, found " + text);
      }
      if (!all.add(endpoint(entry.strip()))) {
        throw new IllegalArgumentException("expected each once, found " + entry.strip() + " twice");
      }
    }
    return List.copyOf(all);
  }

  private static InetSocketAddress endpoint(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("expected host:port, found " + text);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.contains(":") && !bracketed) {
      throw new IllegalArgumentException("expected an IPv6 address in brackets, found " + text);
    }
    int port = PORT.parser().apply(text.substring(colon + 1));
    if (port == 0) {
      throw new IllegalArgumentException("expected a port from 1 to 65535, found " + text);
    }
    return InetSocketAddress.createUnresolved(host, port);
  }

  private static String routable(String text) {
    String host = TEXT.parser().apply(text);
    String lower = host.toLowerCase(Locale.ROOT);
    if (UNROUTABLE.contains(lower) || lower.startsWith("127.")) {
      throw new IllegalArgumentException(
          "other nodes cannot reach that, and the registry refuses it; give an address of a network");
    }
    return host;
  }

  private static Optional<String> timeoutsAgree(Settings settings) {
    Duration interval = settings.get(HEARTBEAT_INTERVAL);
    Duration timeout = settings.get(HEARTBEAT_RPC_TIMEOUT);
    if (interval.isZero() || timeout.isZero() || timeout.compareTo(interval) > 0) {
      return Optional.of(
          HEARTBEAT_RPC_TIMEOUT.key()
              + " = "
              + timeout
              + " and "
              + HEARTBEAT_INTERVAL.key()
              + " = "
              + interval
              + " must be above zero, and the first not above the second, or beats fall behind");
    }
    return Optional.empty();
  }

  private static Optional<String> portsDiffer(Settings settings) {
    int grpc = settings.get(GRPC_PORT);
    if (grpc != 0 && grpc == settings.get(P2P_PORT)) {
      return Optional.of(
          GRPC_PORT.key() + " and " + P2P_PORT.key() + " are both " + grpc + "; choose two");
    }
    return Optional.empty();
  }

  private static Optional<String> thereIsMemory(Settings settings) {
    return settings.get(MEMORY) > 0 || settings.get(GPU_MEMORY) > 0 || settings.get(DISK) > 0
        ? Optional.empty()
        : Optional.of(
            String.join(", ", MEMORY.key(), GPU_MEMORY.key(), DISK.key())
                + " are all 0: artifacts need some; give one of them more than 0");
  }

  private static Optional<String> cardsAreUsed(Settings settings) {
    return settings.get(ENGINE).equals("cuda") && settings.get(GPU_MEMORY) == 0
        ? Optional.of(
            ENGINE.key()
                + " = cuda and "
                + GPU_MEMORY.key()
                + " = 0: the cards would not be used; give "
                + GPU_MEMORY.key()
                + " more than 0, or choose host")
        : Optional.empty();
  }

  private static Optional<String> watermarksAgree(Settings settings) {
    double high = settings.get(HIGH_WATERMARK);
    double low = settings.get(LOW_WATERMARK);
    return low > 0 && low <= high && high <= 1
        ? Optional.empty()
        : Optional.of(
            LOW_WATERMARK.key()
                + " = "
                + low
                + " and "
                + HIGH_WATERMARK.key()
                + " = "
                + high
                + " must lie above 0 and at most at 1, the first not above the second");
  }

  private static Optional<String> samplesAreFew(Settings settings) {
    return settings.get(SAMPLES) <= MOST_SAMPLES
        ? Optional.empty()
        : Optional.of(SAMPLES.key() + " must be at most " + MOST_SAMPLES);
  }
}
