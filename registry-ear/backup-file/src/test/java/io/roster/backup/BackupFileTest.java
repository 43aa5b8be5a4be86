/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {

  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.123456Z");
  private static final String ROWS = "w1\t\\N\nw2\ttwo words\n";

  @TempDir private Path folder;

  @Test
  void what_was_written_is_read() throws Exception {
    try (BackupFile file = BackupFile.open(file(backup()))) {
      Manifest manifest = file.manifest();
      assertThat(manifest.product()).isEqualTo("1.2.3");
      assertThat(manifest.schema()).isEqualTo(11);
      assertThat(manifest.cluster()).isEqualTo("cluster-a");
      assertThat(manifest.revision()).isEqualTo(4_711);
      assertThat(manifest.epoch()).isEqualTo(7);
      assertThat(manifest.time()).isEqualTo(TIME);
      assertThat(manifest.table("worker").orElseThrow().columns()).containsExactly("id", "name");
      assertThat(manifest.table("worker").orElseThrow().rows()).isEqualTo(2);
      assertThat(manifest.table("replica").orElseThrow().rows()).isZero();
      assertThat(manifest.table("other")).isEmpty();
      assertThat(rows(file, "worker")).isEqualTo(ROWS);
      assertThat(rows(file, "replica")).isEmpty();
    }
  }

  @Test
  void what_is_cut_anywhere_is_refused() throws Exception {
    byte[] whole = backup();
    for (int length = 0; length < whole.length; length++) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> BackupFile.open(cut))
          .as("cut after %s bytes of %s", length, whole.length)
          .isInstanceOf(UnusableBackup.class)
          .hasMessageStartingWith("is cut");
    }
  }

  @Test
  void a_flipped_bit_anywhere_is_noticed() throws Exception {
    byte[] whole = backup();
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      Path file = file(damaged);
      assertThatThrownBy(() -> BackupFile.open(file))
          .as("flipped at %s of %s", at, whole.length)
          .isInstanceOf(UnusableBackup.class);
    }
  }

  @Test
  void what_follows_the_end_is_noticed() throws Exception {
    byte[] whole = backup();
    Path longer = file(Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> BackupFile.open(longer)).isInstanceOf(UnusableBackup.class);
  }

  @Test
  void another_format_is_named() throws Exception {
    Path other = file(sealed("roster-backup=2\nproduct=9.9\n"));
    assertThatThrownBy(() -> BackupFile.open(other))
        .isInstanceOf(UnusableBackup.class)
        .hasMessageContaining("another version")
        .hasMessageContaining("format is 2");
  }

  @Test
  void other_files_are_no_backups() throws Exception {
    Path text = file("something else entirely, and long enough to hold an end".getBytes(UTF));
    assertThatThrownBy(() -> BackupFile.open(text)).hasMessageStartingWith("is no backup");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("readme"));
      zip.write("hello".repeat(100).getBytes(UTF));
    }
    Path zip = file(bytes.toByteArray());
    assertThatThrownBy(() -> BackupFile.open(zip)).isInstanceOf(UnusableBackup.class);
    Path foreign = file(sealed("hello=1\n"));
    assertThatThrownBy(() -> BackupFile.open(foreign)).hasMessageStartingWith("is no backup");
    Path unreadable = file(sealed("roster-backup=1\nproduct=1\nschema=many\n"));
    assertThatThrownBy(() -> BackupFile.open(unreadable)).hasMessageContaining("manifest");
  }

  @Test
  void rows_that_were_not_all_taken_are_noticed() throws Exception {
    try (BackupFile file = BackupFile.open(file(backup()))) {
      Manifest.Table table = file.manifest().table("worker").orElseThrow();
      assertThatThrownBy(() -> file.read(table, rows -> 1))
          .isInstanceOf(UnusableBackup.class)
          .hasMessageContaining("worker");
    }
  }

  @Test
  void any_tool_that_reads_zip_reads_it() throws Exception {
    try (var zip = new java.util.zip.ZipFile(file(backup()).toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("tables/worker", "tables/replica", "manifest");
      assertThat(zip.getComment()).hasSize(Sha256.LENGTH);
    }
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private static byte[] backup() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BackupWriter writer = new BackupWriter(bytes);
    writer.table(
        "worker",
        List.of("id", "name"),
        out -> {
          out.write(ROWS.getBytes(UTF));
          out.close();
          return 2;
        });
    writer.table("replica", List.of("id"), out -> 0);
    writer.finish("1.2.3", 11, "cluster-a", 4_711, 7, TIME);
    return bytes.toByteArray();
  }

  /** A whole archive with any manifest. */
  private static byte[] sealed(String manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SealedOutput sealed = new SealedOutput(bytes);
    ZipOutputStream zip = new ZipOutputStream(sealed);
    zip.setComment(SealedOutput.PLACEHOLDER);
    zip.putNextEntry(new ZipEntry(BackupWriter.MANIFEST));
    zip.write(manifest.getBytes(UTF));
    zip.closeEntry();
    zip.finish();
    sealed.seal();
    return bytes.toByteArray();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("backup"), content);
  }

  private static String rows(BackupFile file, String table) throws Exception {
    StringBuilder rows = new StringBuilder();
    file.read(
        file.manifest().table(table).orElseThrow(),
        (InputStream in) -> {
          rows.append(new String(in.readAllBytes(), UTF));
          return rows.chars().filter(c -> c == '\n').count();
        });
    return rows.toString();
  }
}
