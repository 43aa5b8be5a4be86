/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit.model;

import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditSort;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import java.util.function.Consumer;

/** Reads the audit as it is committed. */
public interface AuditPictures {

  Page<AuditRecord> list(AuditFilter filter, Paging<AuditSort> paging);

  /** Gives the newest, one after the other; at most so many. Returns how many there were. */
  long each(AuditFilter filter, long most, Consumer<AuditRecord> taker);
}
