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
import org.jspecify.annotations.Nullable;

/** The one door to the registry: its services, as the coordinator in this server offers them. */
@ApplicationScoped
public class Registry {

  /** Those of the picture that this thread shows to somebody. */
  private static final ThreadLocal<@Nullable FleetFacts> SHOWN = new ThreadLocal<>();

  @EJB private FleetFacts facts;
  @EJB private CommandService commands;
  @EJB private AuditTrail audit;
  @EJB private JournalFeed journal;
  @EJB private AccountService accounts;
  @EJB private ServerInfoService server;
  @EJB private Readiness readiness;

  private final SharedFacts shared = new SharedFacts(() -> facts);

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
    FleetFacts ofPicture = SHOWN.get();
    return ofPicture == null ? facts : ofPicture;
  }

  /**
   * Shows a picture of the fleet to one of many. What is read of the fleet meanwhile is read once
   * for all of them; what a person asks for is read for that person, and is newer.
   *
   * @param picture its number, which grows
   */
  public void whileShowing(long picture, Runnable showing) {
    SHOWN.set(shared.of(picture));
    try {
      showing.run();
    } finally {
      SHOWN.remove();
    }
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
