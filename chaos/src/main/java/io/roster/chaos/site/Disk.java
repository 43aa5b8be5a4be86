/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.site;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small disk for the database that can be filled up; only root can make one. */
public final class Disk implements AutoCloseable {

  private static final int PIECE = 1 << 20;

  private final Path folder;

  private Disk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one; empty where the system does not allow it. */
  static Optional<Disk> mount(Path folder, int mebibytes) {
    try {
      Files.createDirectories(folder);
      boolean mounted =
          Commands.succeeds(
              "mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "none", folder.toString());
      return mounted ? Optional.of(new Disk(folder)) : Optional.empty();
    } catch (IOException failed) {
      throw new SiteBroken("cannot make " + folder, failed);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Leaves no byte free. */
  public void fill() {
    byte[] piece = new byte[PIECE];
    try (OutputStream output = Files.newOutputStream(filler())) {
      while (true) {
        output.write(piece);
      }
    } catch (IOException full) {
      // This is how it says that it is done.
      return;
    }
  }

  public void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException failed) {
      throw new SiteBroken("cannot free " + folder, failed);
    }
  }

  @Override
  public void close() {
    // What still has a file open there must not keep it mounted for ever.
    Commands.succeeds("umount", "-l", folder.toString());
  }
}
