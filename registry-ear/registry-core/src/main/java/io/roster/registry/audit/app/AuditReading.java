/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.app;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditSort;
import io.roster.registry.audit.AuditTrail;
import io.roster.registry.audit.model.Act;
import io.roster.registry.audit.model.AuditPictures;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Shows the audit to those who may see it. */
@Singleton
@Local(AuditTrail.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditReading implements AuditTrail {

  private AuditPictures pictures;
  private Audit audit;
  private Changes changes;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public AuditReading() {}

  @Inject
  public AuditReading(AuditPictures pictures, Audit audit, Changes changes) {
    this.pictures = pictures;
    this.audit = audit;
    this.changes = changes;
  }

  @Override
  public Page<AuditRecord> list(AuditFilter filter, Paging<AuditSort> paging, Identity reader) {
    reader.require(Role.AUDITOR, "see the audit");
    return pictures.list(filter, paging);
  }

  @Override
  public long export(AuditFilter filter, Identity reader, Consumer<AuditRecord> taker) {
    Act act = Act.of(reader, "EXPORT_AUDIT", "audit", "");
    return audit.watch(
        act,
        () -> {
          reader.require(Role.AUDITOR, "export the audit");
          // Written first: whoever breaks the export off has seen what came before.
          changes.changeAlone(
              "export the audit",
              () -> {
                audit.accepted(act, "");
                return act;
              });
          return pictures.each(filter, MOST, taker);
        });
  }
}
