/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.server;

import io.roster.launcher.CannotStart;
import io.roster.launcher.data.Reasons;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A log file of bounded size, with a bounded number of predecessors beside it. */
public final class RotatingLog implements AutoCloseable {

  private static final long LARGEST = 16L * 1024 * 1024;
  private static final int KEPT = 4;

  private final Path file;
  private final long largest;
  private BufferedWriter writer;
  private long written;

  /** A log of the usual size. */
  public RotatingLog(Path file) {
    this(file, LARGEST);
  }

  RotatingLog(Path file, long largest) {
    this.file = file;
    this.largest = largest;
    try {
      this.writer = open(file);
      this.written = Files.size(file);
    } catch (IOException e) {
      throw new CannotStart("Cannot write the log " + file + ": " + Reasons.of(e) + ".", e);
    }
  }

  private static BufferedWriter open(Path file) throws IOException {
    return Files.newBufferedWriter(
        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** Adds one line. A full disk loses lines, never the server. */
  public synchronized void line(String line) {
    try {
      if (written > largest) {
        rotate();
      }
      writer.write(line);
      writer.newLine();
      writer.flush();
      written += line.length() + 1L;
    } catch (IOException ignored) {
      // There is nowhere left to say so.
    }
  }

  private void rotate() throws IOException {
    writer.close();
    for (int age = KEPT; age > 0; age--) {
      Path from = age == 1 ? file : numbered(age - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(age), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    writer = open(file);
    written = 0;
  }

  private Path numbered(int age) {
    return file.resolveSibling(file.getFileName() + "." + age);
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException ignored) {
      // Every line was flushed.
    }
  }
}
