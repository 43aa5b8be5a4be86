/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector.ra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Who this daemon is: an id that outlives restarts, and the sole right to its data directory. Two
 * daemons of one id would take each other's place in the registry without end.
 */
final class DaemonIdentity implements AutoCloseable {

  private static final String ID_FILE = "daemon-id";
  private static final String LOCK_FILE = "daemon.lock";

  private final String daemonId;
  private final FileChannel lock;

  private DaemonIdentity(String daemonId, FileChannel lock) {
    this.daemonId = daemonId;
    this.lock = lock;
  }

  /**
   * Claims a data directory.
   *
   * @param configuredId the id to bear; without one the id of the directory is used, and a new one
   *     is kept there the first time
   * @throws IOException with a sentence, if the directory cannot be used or is in use
   */
  static DaemonIdentity claim(Path dataDir, Optional<String> configuredId) throws IOException {
    Files.createDirectories(dataDir);
    FileChannel lock = lock(dataDir.resolve(LOCK_FILE));
    try {
      String id =
          configuredId.isPresent() ? configuredId.get() : persistedId(dataDir.resolve(ID_FILE));
      return new DaemonIdentity(id, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  String daemonId() {
    return daemonId;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The lock of the data directory could not be released", e);
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Optional<FileLock> taken = Optional.empty();
    try {
      taken = Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException heldByThisProcess) {
      taken = Optional.empty();
    } finally {
      if (taken.isEmpty()) {
        channel.close();
      }
    }
    if (taken.isEmpty()) {
      throw new IOException(
          "The data directory "
              + file.getParent()
              + " is in use by another daemon. Give each daemon a directory of its own.");
    }
    return channel;
  }

  private static String persistedId(Path file) throws IOException {
    if (Files.exists(file)) {
      String id = Files.readString(file).strip();
      if (id.isEmpty()) {
        throw new IOException(
            "The file "
                + file
                + " is empty, but it should name this daemon. Restore it, or delete it to become a"
                + " new daemon.");
      }
      return id;
    }
    String id = "daemon-" + UUID.randomUUID();
    Path draft = file.resolveSibling(ID_FILE + ".new");
    Files.writeString(draft, id + System.lineSeparator());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return id;
  }
}
