/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup;

import io.roster.registry.TestCoordinator;
import io.roster.registry.access.Identity;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.jpa.SqlAuditLog;
import io.roster.registry.backup.app.Backups;
import io.roster.registry.backup.jpa.SqlBackupSource;
import io.roster.registry.backup.jpa.SqlRestoreGate;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Backups at one coordinator of a test. */
public final class BackingUp {

  public static final Identity ANN = Identity.trusted(Actor.user("ann"), "10.0.0.9");

  private final Backups door;

  public BackingUp(TestCoordinator coordinator, TestDatabase database) {
    door =
        new Backups(
            new SqlBackupSource(database.dataSource()),
            new SqlRestoreGate(database.dataSource(), coordinator.identity()),
            new Audit(new SqlAuditLog(coordinator.entities()), coordinator.changes()),
            coordinator.changes(),
            coordinator.tail());
  }

  public Backups door() {
    return door;
  }

  public byte[] backUp() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      door.backUp("nightly", bytes, ANN);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  public Restored restore(byte[] backup) {
    return restore(backup, because("it was better before"));
  }

  public Restored restore(byte[] backup, RestoreRequest request) {
    try (IncomingBackup coming = door.receive(request, ANN)) {
      int half = backup.length / 2;
      coming.add(java.util.Arrays.copyOf(backup, half));
      coming.add(java.util.Arrays.copyOfRange(backup, half, backup.length));
      return coming.restore();
    }
  }

  public static RestoreRequest because(String reason) {
    return new RestoreRequest(reason, Optional.empty());
  }
}
