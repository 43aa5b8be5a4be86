/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.audit;

import io.roster.registry.access.Identity;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import java.util.function.Consumer;

/**
 * The door to the audit: one record for each thing that a person asked for, whether it was done or
 * refused. Records are never changed. Safe for use by many threads.
 */
public interface AuditTrail {

  /**
   * @throws io.roster.registry.platform.NotPermitted unless an auditor or administrator asks
   */
  Page<AuditRecord> list(AuditFilter filter, Paging<AuditSort> paging, Identity reader);

  /**
   * Gives all records that the filter lets through, the newest first, at most {@link #MOST}; the
   * export itself is audited.
   *
   * @return how many there were
   * @throws io.roster.registry.platform.NotPermitted unless an auditor or administrator asks
   */
  long export(AuditFilter filter, Identity reader, Consumer<AuditRecord> taker);

  /** The most records that one export gives. */
  int MOST = 100_000;
}
