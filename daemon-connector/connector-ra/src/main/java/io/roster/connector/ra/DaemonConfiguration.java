/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import static java.util.function.Predicate.not;

import io.roster.connector.port.EnginePlan;
import io.roster.connector.port.EnginePlan.Backend;
import io.roster.connector.port.EnginePlan.Disk;
import io.roster.connector.port.EnginePlan.Eviction;
import io.roster.connector.port.EnginePlan.Room;
import io.roster.connector.port.EnginePlan.Serving;
import io.roster.settings.SettingType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the properties of the adapter come to.
 *
 * @param dataDir where the daemon's identity and its disk are
 * @param daemonId the identity to bear; empty for that of the data directory
 * @param engine what the engine shall have
 */
record DaemonConfiguration(Path dataDir, Optional<String> daemonId, EnginePlan engine) {

  /** The word that stands for the identity in the data directory. */
  static final String PERSISTED = "persisted";

  /** The word that stands for nothing, since a server takes an empty property for a missing one. */
  static final String NONE = "none";

  private static final String DISK_FOLDER = "artifacts";
  private static final SettingType<String> ENGINES = SettingType.oneOf("auto", "host", "cuda");
  private static final SettingType<String> EVICTIONS =
      SettingType.oneOf("least-recently-used", "refuse");

  /**
   * Reads the properties.
   *
   * @throws IllegalArgumentException with one sentence for each problem
   */
  static DaemonConfiguration of(GpuDaemonResourceAdapter properties) {
    return new Reader(properties).read();
  }

  /** Collects every problem, so that they are mended in one go. */
  private static final class Reader {

    private final GpuDaemonResourceAdapter properties;
    private final List<String> problems = new ArrayList<>();

    Reader(GpuDaemonResourceAdapter properties) {
      this.properties = properties;
    }

    DaemonConfiguration read() {
      Optional<Path> dataDir = value("dataDir", properties.getDataDir(), SettingType.PATH);
      Optional<EnginePlan> engine = dataDir.flatMap(this::engine);
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join(" ", problems));
      }
      return new DaemonConfiguration(
          dataDir.orElseThrow(), given(properties.getDaemonId(), PERSISTED), engine.orElseThrow());
    }

    private Optional<EnginePlan> engine(Path dataDir) {
      Optional<Backend> backend =
          value("engine", properties.getEngine(), ENGINES).map(Reader::backend);
      Optional<Long> gpu = bytes("gpuMemory", properties.getGpuMemory());
      Optional<Long> ram = bytes("memory", properties.getMemory());
      Optional<Long> disk = bytes("disk", properties.getDisk());
      Optional<Room> room = room();
      Optional<String> token = token();
      Optional<Serving> serving = serving();
      if (Stream.of(backend, gpu, ram, disk, room).anyMatch(Optional::isEmpty)) {
        return Optional.empty();
      }
      checkSizes(backend.orElseThrow(), gpu.orElseThrow(), ram.orElseThrow(), disk.orElseThrow());
      return Optional.of(
          new EnginePlan(
              backend.orElseThrow(),
              gpu.orElseThrow(),
              ram.orElseThrow(),
              disk.filter(bytes -> bytes > 0)
                  .map(bytes -> new Disk(dataDir.resolve(DISK_FOLDER), bytes)),
              room.orElseThrow(),
              serving,
              token));
    }

    private void checkSizes(Backend backend, long gpu, long ram, long disk) {
      check(
          gpu > 0 || ram > 0 || disk > 0,
          "memory, gpuMemory and disk are all 0: artifacts need some; give one of them more than"
              + " 0.");
      check(
          gpu > 0 || backend != Backend.CUDA,
          "engine = cuda and gpuMemory = 0: the cards would not be used; give gpuMemory more than"
              + " 0, or choose the engine host.");
    }

    private static Backend backend(String word) {
      return Backend.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Optional<Room> room() {
      double low = properties.getLowWatermark();
      double high = properties.getHighWatermark();
      boolean agree = low > 0 && low <= high && high <= 1;
      if (!agree) {
        problems.add(
            "lowWatermark = "
                + low
                + " and highWatermark = "
                + high
                + " must lie above 0 and at most at 1, the first not above the second.");
      }
      return value("eviction", properties.getEviction(), EVICTIONS)
          .filter(word -> agree)
          .map(word -> new Room(high, low, eviction(word)));
    }

    private static Eviction eviction(String word) {
      return word.equals("refuse") ? Eviction.REFUSE : Eviction.LEAST_RECENTLY_USED;
    }

    private Optional<Serving> serving() {
      int port = properties.getP2pPort();
      int connections = properties.getP2pConnections();
      check(
          port >= 0 && port <= 65_535, "p2pPort = " + port + ": expected a port from 0 to 65535.");
      check(
          connections > 0,
          "p2pConnections = "
              + connections
              + ": expected at least 1; to serve no other node, set p2pHost = none.");
      Optional<Long> bandwidth = bytes("p2pBandwidth", properties.getP2pBandwidth());
      if (!problems.isEmpty()) {
        return Optional.empty();
      }
      return given(properties.getP2pHost(), NONE)
          .map(
              host ->
                  new Serving(
                      new InetSocketAddress(host, port), connections, bandwidth.orElseThrow()));
    }

    private Optional<String> token() {
      return given(properties.getP2pTokenFile(), NONE)
          .flatMap(file -> value("p2pTokenFile", file, SettingType.PATH))
          .flatMap(this::firstLine);
    }

    private Optional<String> firstLine(Path file) {
      try (Stream<String> lines = Files.lines(file)) {
        Optional<String> token = lines.findFirst().map(String::strip).filter(not(String::isEmpty));
        check(token.isPresent(), "p2pTokenFile = " + file + ": its first line is empty.");
        return token;
      } catch (IOException | UncheckedIOException e) {
        problems.add("p2pTokenFile = " + file + " cannot be read: " + e.getMessage() + ".");
        return Optional.empty();
      }
    }

    private Optional<Long> bytes(String property, String text) {
      return value(property, text, SettingType.BYTES_COUNT);
    }

    private <T> Optional<T> value(String property, String text, SettingType<T> type) {
      if (text.isBlank()) {
        problems.add("The property " + property + " is missing.");
        return Optional.empty();
      }
      try {
        return Optional.of(type.parser().apply(text.strip()));
      } catch (IllegalArgumentException e) {
        problems.add(property + " = " + text + ": " + e.getMessage() + ".");
        return Optional.empty();
      }
    }

    private static Optional<String> given(String text, String wordForNothing) {
      return Optional.of(text.strip())
          .filter(value -> !value.isEmpty() && !value.equals(wordForNothing));
    }

    private void check(boolean right, String problem) {
      if (!right) {
        problems.add(problem);
      }
    }
  }
}
