/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import io.roster.registry.account.Account;
import io.roster.registry.account.AccountService;
import io.roster.registry.account.Role;
import io.roster.registry.account.model.AccountRepository;
import io.roster.registry.account.model.LocalAccount;
import io.roster.registry.account.model.PasswordHash;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.NotPermitted;
import io.roster.registry.platform.tx.Transactions;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Local accounts. */
@Singleton
@Local(AccountService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Accounts implements AccountService {

  private static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 256;
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  @Inject private AccountRepository accounts;
  @Inject private Journal journal;
  @Inject private Transactions transactions;

  @Override
  public Optional<Account> authenticate(String username, String password) {
    if (password.length() > LONGEST_PASSWORD) {
      return Optional.empty();
    }
    Optional<LocalAccount> found = transactions.change("log-in", () -> accounts.find(username));
    if (found.isEmpty()) {
      PasswordHash.spendTime(password);
    }
    return found
        .filter(account -> PasswordHash.matches(password, account.passwordHash()))
        .map(LocalAccount::account);
  }

  @Override
  public List<Account> list(Account caller) {
    requireAdministrator(caller, "list accounts");
    return transactions.change(
        "list accounts", () -> accounts.all().stream().map(LocalAccount::account).toList());
  }

  @Override
  public Account create(String username, String password, Role role, Account caller) {
    requireAdministrator(caller, "create accounts");
    if (!USERNAME.matcher(username).matches()) {
      throw new InvalidRequest(
          "username", "is 1 to 64 of a-z, 0-9 and . _ @ -, beginning with a letter or digit");
    }
    requirePassword(password);
    String hash = PasswordHash.of(password);
    return transactions.change(
        "create account",
        () -> {
          if (accounts.find(username).isPresent()) {
            throw new InvalidRequest("username", username + " is taken");
          }
          LocalAccount account =
              new LocalAccount(username, role, hash, Instant.now().truncatedTo(ChronoUnit.MICROS));
          accounts.add(account);
          journal.append(
              caller.actor(),
              "account.created",
              username,
              JsonValue.NULL,
              Json.createObjectBuilder().add("role", role.name()).build());
          return account.account();
        });
  }

  @Override
  public void changePassword(Account caller, String oldPassword, String newPassword) {
    requirePassword(newPassword);
    String hash = PasswordHash.of(newPassword);
    transactions.change(
        "change password",
        () -> {
          LocalAccount account =
              accounts
                  .find(caller.username())
                  .filter(found -> PasswordHash.matches(oldPassword, found.passwordHash()))
                  .orElseThrow(() -> new InvalidRequest("password", "is not the present one"));
          account.changePassword(hash);
          journal.append(
              caller.actor(),
              "account.password-changed",
              caller.username(),
              JsonValue.NULL,
              JsonValue.NULL);
          return account.account();
        });
  }

  private static void requireAdministrator(Account caller, String action) {
    if (!caller.role().includes(Role.ADMIN)) {
      throw new NotPermitted(caller.actor(), action, Role.ADMIN.name());
    }
  }

  private static void requirePassword(String password) {
    if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      throw new InvalidRequest(
          "password", "must have " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters");
    }
  }
}
