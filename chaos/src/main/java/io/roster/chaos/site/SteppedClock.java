/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A clock of the wall for the processes of one host, which can be set while they run. It needs a C
 * compiler and a loader that takes a library before all others.
 */
final class SteppedClock {

  private static final String SOURCE = "stepped-clock.c";

  private final Path library;
  private final Path ahead;

  private SteppedClock(Path library, Path ahead) {
    this.library = library;
    this.ahead = ahead;
  }

  /** What clocks are made of; empty where there is no C compiler. */
  static Optional<Path> library(Path folder) {
    Path source = folder.resolve(SOURCE);
    Path library = folder.resolve("stepped-clock.so");
    try (InputStream text = SteppedClock.class.getResourceAsStream(SOURCE)) {
      if (text == null) {
        throw new SiteBroken(SOURCE + " is missing beside the classes");
      }
      Files.createDirectories(folder);
      Files.write(source, text.readAllBytes());
      boolean compiled =
          Commands.succeeds(
              "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
      return compiled ? Optional.of(library) : Optional.empty();
    } catch (IOException failed) {
      throw new SiteBroken("cannot write " + source, failed);
    }
  }

  /**
   * A clock that is right.
   *
   * @param file what tells the processes how far it is from that
   */
  static SteppedClock at(Path library, Path file) {
    SteppedClock clock = new SteppedClock(library, file);
    clock.set(Duration.ZERO);
    return clock;
  }

  /** What processes need in their environment to go by it. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "CHAOS_CLOCK", ahead.toString());
  }

  /** Steps to so far ahead of the right time. */
  void set(Duration by) {
    ByteBuffer nanos =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(by.toNanos());
    try {
      Files.createDirectories(ahead.toAbsolutePath().getParent());
      // In place: the processes look at this very file.
      try (var channel =
          Files.newByteChannel(ahead, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.write(nanos.flip());
      }
    } catch (IOException failed) {
      throw new SiteBroken("cannot set " + ahead, failed);
    }
  }
}
