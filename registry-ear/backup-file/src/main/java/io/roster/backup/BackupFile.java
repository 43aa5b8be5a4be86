/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.backup;

import io.roster.backup.Manifest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup that lies on a disk and is whole. Confined to one thread. */
public final class BackupFile implements AutoCloseable {

  private static final int LONGEST_MANIFEST = 1 << 20;

  private final ZipFile archive;
  private final String manifestText;
  private final Manifest manifest;

  private BackupFile(ZipFile archive) throws IOException, UnusableBackup {
    this.archive = archive;
    this.manifestText = manifestText(archive);
    this.manifest = Manifest.read(manifestText);
  }

  /** Reads rows. */
  @FunctionalInterface
  public interface Taking<E extends Exception> {
    /** Takes all rows, and says how many there were. */
    long take(InputStream rows) throws IOException, E;
  }

  /**
   * Opens it, after all of it was read and compared with its checksum.
   *
   * @throws UnusableBackup when it is cut or damaged, of another version, or no backup
   * @throws IOException when it cannot be read
   */
  public static BackupFile open(Path file) throws IOException, UnusableBackup {
    Seal.require(file);
    ZipFile archive;
    try {
      archive = new ZipFile(file.toFile());
    } catch (ZipException unreadable) {
      throw new UnusableBackup("is no backup of a registry. Check the path", unreadable);
    }
    try {
      return new BackupFile(archive);
    } catch (IOException | UnusableBackup | RuntimeException unusable) {
      archive.close();
      throw unusable;
    }
  }

  private static String manifestText(ZipFile archive) throws IOException, UnusableBackup {
    ZipEntry entry = archive.getEntry(BackupWriter.MANIFEST);
    if (entry == null) {
      throw new UnusableBackup("is no backup of a registry. Check the path");
    }
    try (InputStream in = archive.getInputStream(entry)) {
      return new String(in.readNBytes(LONGEST_MANIFEST), StandardCharsets.UTF_8);
    }
  }

  public Manifest manifest() {
    return manifest;
  }

  /** The manifest as it stands in the file. */
  public String manifestText() {
    return manifestText;
  }

  /**
   * Gives all rows of a table away.
   *
   * @throws UnusableBackup when they are not those that the manifest tells of
   */
  public <E extends Exception> void read(Table table, Taking<E> taking)
      throws IOException, UnusableBackup, E {
    ZipEntry entry = archive.getEntry(BackupWriter.TABLES + table.name());
    if (entry == null) {
      throw new UnusableBackup("is damaged: it lacks the table " + table.name());
    }
    try (DigestInputStream in =
        new DigestInputStream(archive.getInputStream(entry), Sha256.begin())) {
      long rows = taking.take(in);
      in.transferTo(java.io.OutputStream.nullOutputStream());
      if (rows != table.rows() || !Sha256.hex(in.getMessageDigest()).equals(table.sha256())) {
        throw new UnusableBackup(
            "is damaged: the table " + table.name() + " is not what the manifest says");
      }
    }
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
