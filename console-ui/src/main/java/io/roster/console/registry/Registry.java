/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.registry;

import io.roster.registry.account.AccountService;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.platform.Readiness;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;

/** The one door to the registry: its services, as the coordinator in this server offers them. */
@ApplicationScoped
public class Registry {

  @EJB private WorkerService workers;
  @EJB private JournalFeed journal;
  @EJB private AccountService accounts;
  @EJB private ServerInfoService server;
  @EJB private Readiness readiness;

  /** For the container, which fills the services in. */
  public Registry() {}

  public Registry(
      WorkerService workers,
      JournalFeed journal,
      AccountService accounts,
      ServerInfoService server,
      Readiness readiness) {
    this.workers = workers;
    this.journal = journal;
    this.accounts = accounts;
    this.server = server;
    this.readiness = readiness;
  }

  public WorkerService workers() {
    return workers;
  }

  public JournalFeed journal() {
    return journal;
  }

  public AccountService accounts() {
    return accounts;
  }

  public ServerInfoService server() {
    return server;
  }

  public Readiness readiness() {
    return readiness;
  }
}
