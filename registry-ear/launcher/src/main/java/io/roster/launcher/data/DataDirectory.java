/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.data;

import io.roster.launcher.CannotStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One data directory, held by this process until it is closed. */
public final class DataDirectory implements AutoCloseable {

  private static final int LAYOUT = 1;
  // What a directory may hold before it has a layout: an interrupted first start, and nodes.
  private static final Set<String> OURS = Set.of("lock", "nodes");

  private final Path folder;
  private final FileChannel lockFile;

  private DataDirectory(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Makes the directory if need be, checks whose it is, and locks it. */
  public static DataDirectory open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      boolean made = !Files.exists(folder);
      createPrivate(folder);
      refuseForeign(folder);
      FileChannel lock = lock(folder);
      try {
        if (made || !Files.exists(folder.resolve("layout"))) {
          Files.writeString(folder.resolve("layout"), LAYOUT + "\n");
        }
        for (String part : List.of("logs", "secrets", "run")) {
          createPrivate(folder.resolve(part));
        }
      } catch (IOException e) {
        lock.close();
        throw e;
      }
      return new DataDirectory(folder.toRealPath(), lock);
    } catch (IOException e) {
      throw new CannotStart(
          "Cannot use the data directory "
              + folder
              + ": "
              + Reasons.of(e)
              + ". Give it to this user, or name another with --data.",
          e);
    }
  }

  private static void createPrivate(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static void refuseForeign(Path folder) throws IOException {
    Path layout = folder.resolve("layout");
    if (!Files.exists(layout)) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.anyMatch(file -> !OURS.contains(file.getFileName().toString()))) {
          throw new CannotStart(
              folder
                  + " holds other things and was not made by Roster. Name an empty or new folder with --data.");
        }
      }
      return;
    }
    String text = Files.readString(layout).strip();
    if (!text.matches("\\d{1,6}")) {
      throw new CannotStart(
          layout + " does not name a layout. Restore it, or name another folder with --data.");
    }
    if (Integer.parseInt(text) > LAYOUT) {
      throw new CannotStart(
          folder
              + " was made by a newer Roster (layout "
              + text
              + ", this one knows "
              + LAYOUT
              + "). Start that version, or name another folder with --data.");
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(file);
      if (lock == null) {
        throw new CannotStart(
            folder
                + " is in use by another Roster"
                + holder(file)
                + ". Stop that one, or name another folder with --data.");
      }
      file.truncate(0);
      file.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel file)
      throws IOException {
    try {
      // Only this byte is locked, so that the process id before it stays readable everywhere.
      return file.tryLock(Long.MAX_VALUE - 1, 1, false);
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static String holder(FileChannel file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(32);
    file.read(content, 0);
    String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
    return pid.isBlank() ? "" : " (process " + pid.strip() + ")";
  }

  /** The directory itself. */
  public Path folder() {
    return folder;
  }

  /** Where logs are written. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** A file only this user may read. */
  public Path secret(String name) {
    return folder.resolve("secrets").resolve(name);
  }

  /** What matters only while something runs. */
  public Path run() {
    return folder.resolve("run");
  }

  /** An empty folder for the temporary files of one server. */
  public Path emptyRunFolder(String name) {
    Path target = run().resolve(name);
    try {
      deleteTree(target);
      createPrivate(target);
      return target;
    } catch (IOException e) {
      throw new CannotStart("Cannot empty " + target + ": " + Reasons.of(e) + ".", e);
    }
  }

  /** Deletes a folder with all it holds, or nothing if it is not there. */
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** Lets another process use the directory. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException ignored) {
      // The lock ends with the process in any case.
    }
  }
}
