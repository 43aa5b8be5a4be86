/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.app;

import io.roster.backup.Manifest;
import io.roster.backup.UnusableBackup;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.backup.BackupService;
import io.roster.registry.backup.BackupUnusable;
import io.roster.registry.backup.Holdings;
import io.roster.registry.backup.IncomingBackup;
import io.roster.registry.backup.RestoreRequest;
import io.roster.registry.backup.model.BackupSource;
import io.roster.registry.backup.model.Fit;
import io.roster.registry.backup.model.RestoreGate;
import io.roster.registry.backup.model.Standing;
import io.roster.registry.journal.app.JournalTail;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.platform.Names;
import io.roster.registry.platform.Overloaded;
import io.roster.registry.platform.ProductVersion;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door to backups. */
@Singleton
@Local(BackupService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Backups implements BackupService {

  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
  private static final String BACK_UP = "BACK_UP";
  private static final String RESTORE = "RESTORE_BACKUP";
  private static final String SUBJECT = "registry";

  /** Each keeps a view of the database open, which keeps the database from tidying up. */
  private final Semaphore running = new Semaphore(1);

  private BackupSource source;
  private RestoreGate gate;
  private Audit audit;
  private Changes changes;
  private JournalTail journal;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  public Backups() {}

  @Inject
  public Backups(
      BackupSource source, RestoreGate gate, Audit audit, Changes changes, JournalTail journal) {
    this.source = source;
    this.gate = gate;
    this.audit = audit;
    this.changes = changes;
    this.journal = journal;
  }

  @Override
  public void backUp(String reason, OutputStream taker, Identity asking) throws IOException {
    Act act = Act.of(asking, BACK_UP, SUBJECT, reason);
    audit.watch(
        act,
        () -> {
          asking.require(Role.ADMIN, "back up the registry");
          Names.requireSound("reason", reason);
          return act;
        });
    if (!running.tryAcquire()) {
      throw new Overloaded("another backup beside the one that it makes");
    }
    try {
      // Written first: whoever breaks it off has seen what came before.
      changes.changeAlone(
          "back up",
          () -> {
            audit.accepted(act, "");
            return act;
          });
      write(taker, asking);
    } finally {
      running.release();
    }
  }

  private void write(OutputStream taker, Identity asking) throws IOException {
    long begun = System.nanoTime();
    try {
      Manifest manifest = source.write(ProductVersion.text(), taker);
      BackupMetrics.backedUp();
      LOG.info(
          "backup_made revision={} rows={} took_ms={} actor={}",
          manifest.revision(),
          manifest.tables().stream().mapToLong(Manifest.Table::rows).sum(),
          (System.nanoTime() - begun) / 1_000_000,
          asking.actor().name());
    } catch (IOException | RuntimeException failed) {
      BackupMetrics.backupFailed();
      throw failed;
    }
  }

  @Override
  public Holdings examine(String manifest, RestoreRequest request, Identity asking) {
    return audit.watch(
        Act.of(asking, RESTORE, SUBJECT, request.reason()),
        () -> {
          requireMay(request, asking);
          Standing here = gate.standing();
          Fit.of(read(manifest), here, gate.tables(), request);
          return here.holdings();
        });
  }

  private static void requireMay(RestoreRequest request, Identity asking) {
    asking.require(Role.ADMIN, "restore a backup");
    Names.require("reason", request.reason());
    request.takeOver().ifPresent(cluster -> Names.require("take_over", cluster));
  }

  private static Manifest read(String manifest) {
    try {
      return Manifest.read(manifest);
    } catch (UnusableBackup unusable) {
      throw new BackupUnusable(unusable.problem());
    }
  }

  @Override
  public IncomingBackup receive(RestoreRequest request, Identity asking) {
    Act act = Act.of(asking, RESTORE, SUBJECT, request.reason());
    return audit.watch(
        act,
        () -> {
          requireMay(request, asking);
          return SpooledBackup.open(gate.enter(), request, act, audit, journal);
        });
  }
}
