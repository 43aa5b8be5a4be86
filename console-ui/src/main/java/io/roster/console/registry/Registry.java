/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.registry;

import io.roster.registry.account.AccountService;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.audit.AuditTrail;
import io.roster.registry.command.CommandService;
import io.roster.registry.facts.FleetFacts;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.platform.Readiness;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;

/** The one door to the registry: its services, as the coordinator in this server offers them. */
@ApplicationScoped
public class Registry {

  @EJB private FleetFacts facts;
  @EJB private CommandService commands;
  @EJB private AuditTrail audit;
  @EJB private JournalFeed journal;
  @EJB private AccountService accounts;
  @EJB private ServerInfoService server;
  @EJB private Readiness readiness;

  /** For the container, which fills the services in. */
  public Registry() {}

  public Registry(
      FleetFacts facts,
      CommandService commands,
      AuditTrail audit,
      JournalFeed journal,
      AccountService accounts,
      ServerInfoService server,
      Readiness readiness) {
    this.facts = facts;
    this.commands = commands;
    this.audit = audit;
    this.journal = journal;
    this.accounts = accounts;
    this.server = server;
    this.readiness = readiness;
  }

  public FleetFacts facts() {
    return facts;
  }

  public CommandService commands() {
    return commands;
  }

  public AuditTrail audit() {
    return audit;
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
