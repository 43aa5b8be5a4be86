/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import io.roster.bench.report.MeasurementFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Java process, asked with the JDK's own tool. */
record JavaProcess(long pid) {

  private static final Pattern HEAP_USED = Pattern.compile("(?m)^ .*total \\d+K, used (\\d+)K");
  private static final long KIBI = 1024;

  /** Collects all garbage. */
  void collect() {
    ask("GC.run");
  }

  long heapUsedBytes() {
    return usedBytes(ask("GC.heap_info"));
  }

  /** The collectors tell of one part or of several; the class space's lines are set off further. */
  static long usedBytes(String heapInfo) {
    String heap = heapInfo.split("(?m)^ *Metaspace")[0];
    long kibibytes =
        HEAP_USED.matcher(heap).results().map(JavaProcess::number).mapToLong(Long::longValue).sum();
    if (kibibytes == 0) {
      throw new MeasurementFailed("jcmd tells of no heap: " + heapInfo);
    }
    return kibibytes * KIBI;
  }

  private static Long number(MatchResult found) {
    return Long.valueOf(found.group(1));
  }

  private String ask(String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        return output.lines().collect(Collectors.joining("\n"));
      }
    } catch (IOException missing) {
      throw new MeasurementFailed(
          jcmd + " cannot be run; run the benchmark with a JDK: " + missing.getMessage(), missing);
    }
  }
}
