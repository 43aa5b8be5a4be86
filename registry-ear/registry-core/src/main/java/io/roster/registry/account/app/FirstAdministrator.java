/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.app;

import io.roster.registry.access.Role;
import io.roster.registry.account.model.AccountRepository;
import io.roster.registry.account.model.LocalAccount;
import io.roster.registry.account.model.PasswordHash;
import io.roster.registry.journal.model.Changes;
import io.roster.registry.journal.model.Journal;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.JsonValues;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes the account {@code admin} when there is no account at all, and says its generated password
 * once.
 */
@ApplicationScoped
public class FirstAdministrator {

  public static final String USERNAME = "admin";

  /** Without letters and digits that are easily mistaken for each other. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 5;
  private static final int GROUP_LENGTH = 4;

  @Inject private AccountRepository accounts;
  @Inject private Journal journal;
  @Inject private Changes changes;
  @Inject private Settings settings;

  /** Does nothing when somebody has an account. */
  public void ensure() {
    String password = generate(new SecureRandom());
    String hash = PasswordHash.of(password);
    boolean created =
        changes.changeAlone("create the first administrator", () -> createIfNone(hash));
    if (created) {
      tell(password);
    }
  }

  private boolean createIfNone(String hash) {
    if (!accounts.isEmpty()) {
      return false;
    }
    accounts.add(
        new LocalAccount(USERNAME, Role.ADMIN, hash, Instant.now().truncatedTo(ChronoUnit.MICROS)));
    journal.append(
        Actor.system("first-start"),
        "account.created",
        USERNAME,
        JsonValue.NULL,
        JsonValues.object().add("role", Role.ADMIN.name()).build());
    return true;
  }

  private void tell(String password) {
    Optional<Path> file = settings.find(RegistrySettings.FIRST_PASSWORD_FILE);
    if (file.isPresent()) {
      write(file.get(), password);
    } else {
      System.out.println(
          "Roster console: log in as " + USERNAME + " with the password " + password);
    }
  }

  private static void write(Path file, String password) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, password + "\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          RegistrySettings.FIRST_PASSWORD_FILE.key() + ": " + file + " cannot be written",
          unwritable);
    }
  }

  static String generate(SecureRandom random) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        password.append('-');
      }
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
