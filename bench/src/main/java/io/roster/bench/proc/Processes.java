/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of this machine, as the proc file system shows them. */
public final class Processes {

  /** Linux counts in hundredths of a second towards programs, whatever its own clock does. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private final Path proc;

  Processes(Path proc) {
    this.proc = proc;
  }

  public static Processes ofThisMachine() {
    return new Processes(Path.of("/proc"));
  }

  /**
   * Processor time of a process and of all that it ever started, also of those that have ended: the
   * difference of two calls is what they used between them.
   */
  public Duration processorTime(long root) {
    Map<Long, List<ProcessStat>> children =
        all().stream().collect(Collectors.groupingBy(ProcessStat::parent));
    long ticks = stat(Long.toString(root)).map(ProcessStat::ticks).orElse(0L);
    return Duration.ofNanos((ticks + ticksBelow(root, children)) * NANOS_PER_TICK);
  }

  private static long ticksBelow(long parent, Map<Long, List<ProcessStat>> children) {
    return children.getOrDefault(parent, List.of()).stream()
        .mapToLong(child -> child.ticks() + ticksBelow(child.pid(), children))
        .sum();
  }

  private Collection<ProcessStat> all() {
    try (Stream<Path> folders = Files.list(proc)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .flatMap(name -> stat(name).stream())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Optional<ProcessStat> stat(String pid) {
    return read(pid, "stat").map(ProcessStat::parse);
  }

  /** How much of its memory a process has in RAM now. */
  public long residentBytes(long pid) {
    return read(Long.toString(pid), "status").map(ProcFields::residentBytes).orElse(0L);
  }

  /** The words of a process's command line. */
  public List<String> commandLine(long pid) {
    return read(Long.toString(pid), "cmdline")
        .map(text -> List.of(text.split("\0")))
        .orElse(List.of());
  }

  /** How many files and sockets this process may have open. */
  public long openFilesLimit() {
    return read("self", "limits").map(ProcFields::openFilesLimit).orElse(Long.MAX_VALUE);
  }

  /** How many processes wanted a processor on average in the last minute. */
  public double loadAverage() {
    return read("", "loadavg").map(ProcFields::loadAverage).orElse(Double.NaN);
  }

  /** Nothing if the process has ended. */
  private Optional<String> read(String process, String file) {
    try {
      return Optional.of(
          Files.readString(proc.resolve(process).resolve(file), StandardCharsets.ISO_8859_1));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
