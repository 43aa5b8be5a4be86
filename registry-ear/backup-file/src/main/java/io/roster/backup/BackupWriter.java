/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.backup;

import io.roster.backup.Manifest.Table;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a backup, table after table, as its bytes come. What was not finished has no end and is no
 * backup. Confined to one thread.
 */
public final class BackupWriter {

  static final String MANIFEST = "manifest";
  static final String TABLES = "tables/";

  private static final int BUFFER = 64 * 1024;

  private final SealedOutput sealed;
  private final ZipOutputStream archive;
  private final List<Table> tables = new ArrayList<>();

  /** Writes the rows of a table and says how many there were. */
  @FunctionalInterface
  public interface Rows<E extends Exception> {
    long writeTo(OutputStream out) throws IOException, E;
  }

  /**
   * @param out is neither buffered nor closed here
   */
  public BackupWriter(OutputStream out) {
    sealed = new SealedOutput(out);
    archive = new ZipOutputStream(new BufferedOutputStream(sealed, BUFFER));
    archive.setLevel(Deflater.BEST_SPEED);
    archive.setComment(SealedOutput.PLACEHOLDER);
  }

  /** Adds a table. */
  public <E extends Exception> void table(String name, List<String> columns, Rows<E> rows)
      throws IOException, E {
    archive.putNextEntry(new ZipEntry(TABLES + name));
    DigestOutputStream digested = new DigestOutputStream(archive, Sha256.begin());
    long count = rows.writeTo(unclosed(digested));
    archive.closeEntry();
    tables.add(new Table(name, columns, count, Sha256.hex(digested.getMessageDigest())));
  }

  /** Ends the backup; returns what stands in its manifest. */
  public Manifest finish(
      String product, int schema, String cluster, long revision, long epoch, Instant time)
      throws IOException {
    Manifest manifest = new Manifest(product, schema, cluster, revision, epoch, time, tables);
    archive.putNextEntry(new ZipEntry(MANIFEST));
    archive.write(manifest.text().getBytes(StandardCharsets.UTF_8));
    archive.closeEntry();
    archive.finish();
    archive.flush();
    sealed.seal();
    return manifest;
  }

  /** Whoever writes the rows may close what they are written to; the archive goes on. */
  private static OutputStream unclosed(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }
}
