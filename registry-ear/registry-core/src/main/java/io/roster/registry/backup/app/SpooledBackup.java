/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.app;

import io.roster.backup.BackupFile;
import io.roster.backup.UnusableBackup;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.backup.BackupUnusable;
import io.roster.registry.backup.IncomingBackup;
import io.roster.registry.backup.NoRoomForBackup;
import io.roster.registry.backup.RestoreRequest;
import io.roster.registry.backup.Restored;
import io.roster.registry.backup.model.RestoreGate;
import io.roster.registry.journal.app.JournalTail;
import io.roster.registry.platform.RegistryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup that is kept on this coordinator's disk until all of it has come, since nothing may be
 * changed before all of it was looked at.
 */
final class SpooledBackup implements IncomingBackup {

  private static final Logger LOG = LoggerFactory.getLogger(SpooledBackup.class);

  /** How long memory may take to read what was restored before the answer leaves without it. */
  private static final long SHOWN_SECONDS = 30;

  private final RestoreGate.Entry entry;
  private final RestoreRequest request;
  private final Act act;
  private final Audit audit;
  private final JournalTail journal;
  private final Path file;
  private final OutputStream out;

  private SpooledBackup(
      RestoreGate.Entry entry,
      RestoreRequest request,
      Act act,
      Audit audit,
      JournalTail journal,
      Path file)
      throws IOException {
    this.entry = entry;
    this.request = request;
    this.act = act;
    this.audit = audit;
    this.journal = journal;
    this.file = file;
    this.out = Files.newOutputStream(file);
  }

  /** Closes the entry with it. */
  static SpooledBackup open(
      RestoreGate.Entry entry, RestoreRequest request, Act act, Audit audit, JournalTail journal) {
    try {
      // Readable by its owner alone.
      Path file = Files.createTempFile("roster-restore-", ".zip");
      return new SpooledBackup(entry, request, act, audit, journal, file);
    } catch (IOException unwritable) {
      entry.close();
      throw new NoRoomForBackup(System.getProperty("java.io.tmpdir", ""), unwritable);
    }
  }

  @Override
  public void add(byte[] piece) {
    try {
      out.write(piece);
    } catch (IOException full) {
      throw new NoRoomForBackup(String.valueOf(file.getParent()), full);
    }
  }

  @Override
  public Restored restore() {
    long begun = System.nanoTime();
    try {
      Restored restored = audit.watch(act, this::putInPlace);
      show(restored);
      BackupMetrics.restored();
      LOG.info(
          "backup_restored revision={} epoch={} backup_revision={} backup_time={} took_ms={} actor={}"
              + " reason=\"{}\"",
          restored.revision(),
          restored.epoch(),
          restored.backupRevision(),
          restored.backupTime(),
          (System.nanoTime() - begun) / 1_000_000,
          act.who().actor().name(),
          act.reason());
      return restored;
    } catch (RegistryException refused) {
      BackupMetrics.restoreRefused();
      throw refused;
    }
  }

  private Restored putInPlace() {
    try {
      out.close();
      try (BackupFile backup = BackupFile.open(file)) {
        return entry.restore(backup, request, act);
      }
    } catch (UnusableBackup unusable) {
      throw new BackupUnusable(unusable.problem());
    } catch (IOException unreadable) {
      throw new NoRoomForBackup(String.valueOf(file.getParent()), unreadable);
    }
  }

  /** Whoever asks here afterwards must find what was restored. */
  private void show(Restored restored) {
    try {
      journal
          .reached(restored.revision())
          .toCompletableFuture()
          .get(SHOWN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException late) {
      LOG.debug("memory_lags", late);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    entry.close();
    try {
      out.close();
      Files.deleteIfExists(file);
    } catch (IOException left) {
      LOG.warn("restore_file_left code=ROS-2006 file={} cause={}", file, left.toString());
    }
  }
}
