/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A data directory of a run, gone with all that it holds when the run ends. */
public record DataFolder(Path path) implements AutoCloseable {

  public static DataFolder create() {
    try {
      return new DataFolder(Files.createTempDirectory("roster-bench"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where the embedded PostgreSQL keeps its cluster. */
  Path cluster() {
    return path.resolve("postgres");
  }

  /** The password of one of the database's roles. */
  String secret(String name) {
    return read(path.resolve("secrets").resolve(name)).strip();
  }

  /** The process of the application server. */
  long serverPid() {
    return Long.parseLong(read(path.resolve("run").resolve("coordinator.pid")).strip());
  }

  /** Where the database is. */
  PostmasterFile postmaster() {
    return PostmasterFile.parse(read(cluster().resolve("postmaster.pid")));
  }

  /** The database's process, if it is known to run. */
  Optional<ProcessHandle> postmasterProcess() {
    try {
      return ProcessHandle.of(postmaster().pid());
    } catch (UncheckedIOException | IllegalArgumentException noneOrStarting) {
      return Optional.empty();
    }
  }

  /** The kind of file system it lies on: on one in memory a commit costs nothing. */
  public String fileSystem() {
    try {
      return Files.getFileStore(path).type();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What disappears meanwhile is welcome to. */
  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (Files.exists(file)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
