/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchService;
import io.roster.registry.journal.Watcher;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Watches for the other modules of the EAR. */
@Singleton
@Local(WatchService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WatchDoor implements WatchService {

  @Inject private Watches watches;

  @Override
  public Watch watch(WatchQuery query, Watcher watcher) {
    return watches.watch(query, watcher);
  }
}
