/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import io.roster.bench.report.MeasurementFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Java process, asked with the JDK's own tool. */
record JavaProcess(long pid) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

  /**
   * What is alive in its heap. It is counted within the collection itself: what a busy process
   * makes between that and a look at how much is used would be a good deal.
   */
  long liveBytes() {
    return liveBytes(ask("GC.class_histogram"));
  }

  static long liveBytes(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new MeasurementFailed("jcmd tells of no heap: " + histogram);
    }
    return Long.parseLong(total.group(1));
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
