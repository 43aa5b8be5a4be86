/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.NotRecognized;
import io.roster.registry.account.SingleSignOn;
import io.roster.registry.account.model.AccountRepository;
import io.roster.registry.account.model.GroupRoles;
import io.roster.registry.account.model.IdentityProvider;
import io.roster.registry.account.model.IdentityProvider.Vouched;
import io.roster.registry.account.model.LocalAccount;
import io.roster.registry.account.model.LogInFailures;
import io.roster.registry.audit.app.Audit;
import io.roster.registry.audit.model.Act;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.settings.Settings;
import io.roster.settings.SingleSignOnSettings;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * Lets people in whom the identity provider vouches for. Their account is made at their first
 * log-in, has no password, and gets the role of their groups each time; so it can be disabled, and
 * its sessions ended, like any other.
 */
@Singleton
@Local(SingleSignOn.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EnterVouched implements SingleSignOn {

  private static final String CALLBACK = "/sso/callback";

  private IdentityProvider provider;
  private AccountRepository accounts;
  private LogInFailures failures;
  private Audit audit;
  private Journal journal;
  private Changes changes;
  private Settings settings;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public EnterVouched() {}

  @Inject
  public EnterVouched(
      IdentityProvider provider,
      AccountRepository accounts,
      LogInFailures failures,
      Audit audit,
      Journal journal,
      Changes changes,
      Settings settings) {
    this.provider = provider;
    this.accounts = accounts;
    this.failures = failures;
    this.audit = audit;
    this.journal = journal;
    this.changes = changes;
    this.settings = settings;
  }

  @Override
  public boolean isOffered() {
    return provider.isConfigured();
  }

  @Override
  public Journey begin(String console) {
    requireOffered();
    return provider.begin(settings.find(SingleSignOnSettings.URL).orElse(console) + CALLBACK);
  }

  @Override
  public Account finish(Journey journey, String state, String code, String origin) {
    requireOffered();
    Identity nobody =
        new Identity(Actor.client(origin.isBlank() ? "unknown" : origin), Set.of(), origin);
    Vouched vouched =
        audit.watch(Act.of(nobody, "LOG_IN", "", ""), () -> ask(journey, state, code));
    String name = vouched.name().toLowerCase(Locale.ROOT);
    return audit.watch(
        Act.of(nobody, "LOG_IN", name, ""), () -> enter(name, vouched.groups(), origin));
  }

  private void requireOffered() {
    if (!isOffered()) {
      throw new NotRecognized(
          "No identity provider is configured; log in with a name and password");
    }
  }

  private Vouched ask(Journey journey, String state, String code) {
    if (!MessageDigest.isEqual(
        journey.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8))) {
      throw new NotRecognized("The answer belongs to another log-in; begin it anew");
    }
    return provider.ask(journey, code);
  }

  private Account enter(String name, Set<String> groups, String origin) {
    if (!Accounts.USERNAME.matcher(name).matches()) {
      throw new NotRecognized(
          "The identity provider's name for you cannot be used here: it must be 1 to 64 of a-z, 0-9"
              + " and . _ @ -");
    }
    Role role =
        new GroupRoles(settings)
            .of(groups)
            .orElseThrow(
                () -> new NotRecognized("None of your groups may enter; ask an administrator"));
    return changes.changeAlone("log-in", () -> enter(name, role, origin));
  }

  private Account enter(String name, Role role, String origin) {
    Instant now = failures.now();
    LocalAccount account = accounts.lock(name).orElseGet(() -> arrive(name, role, now));
    if (!account.isVouched()) {
      throw new NotRecognized(
          "There is a local account " + name + " already; log in with its password");
    }
    if (!account.isEnabled()) {
      throw new NotRecognized("The account " + name + " is disabled; ask an administrator");
    }
    if (account.role() != role) {
      var before = ChangeAccount.state(account);
      account.changeRole(role);
      journal.append(
          account.account().actor(),
          "account.role-changed",
          name,
          before,
          ChangeAccount.state(account));
    }
    account.entered(now);
    Account entered = account.account();
    audit.accepted(Act.of(entered.identity(origin), "LOG_IN", name, ""), "");
    return entered;
  }

  private LocalAccount arrive(String name, Role role, Instant now) {
    LocalAccount account = LocalAccount.vouched(name, role, now);
    accounts.add(account);
    journal.append(
        account.account().actor(),
        "account.created",
        name,
        JsonValue.NULL,
        ChangeAccount.state(account));
    return account;
  }
}
