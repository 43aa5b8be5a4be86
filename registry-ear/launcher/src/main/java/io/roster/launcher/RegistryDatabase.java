/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import static io.roster.settings.RegistrySettings.DATABASE_PASSWORD;
import static io.roster.settings.RegistrySettings.DATABASE_PASSWORD_FILE;
import static io.roster.settings.RegistrySettings.DATABASE_URL;
import static io.roster.settings.RegistrySettings.DATABASE_USER;

import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.data.SecretFile;
import io.roster.launcher.postgres.DatabaseAccess;
import io.roster.launcher.postgres.EmbeddedPostgres;
import io.roster.launcher.preflight.DatabaseAddress;
import io.roster.launcher.server.ServerRuntime;
import io.roster.settings.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry's database: one that somebody else runs, or our own in the data directory. */
final class RegistryDatabase {

  private static final int RESTARTS_IN_A_ROW = 5;

  private final Settings settings;
  private final Lifetime lifetime;
  private final Terminal terminal;
  private final ServerRuntime runtime = ServerRuntime.own();
  private Optional<DatabaseAccess> given = Optional.empty();
  private @Nullable EmbeddedPostgres own;
  private int restarts;

  RegistryDatabase(Settings settings, Lifetime lifetime, Terminal terminal) {
    this.settings = settings;
    this.lifetime = lifetime;
    this.terminal = terminal;
  }

  /** Refuses a database that was given and does not answer, before anything is made. */
  void check() {
    given = settings.find(DATABASE_URL).map(this::answering);
  }

  private DatabaseAccess answering(String url) {
    Optional<String> password =
        settings
            .find(DATABASE_PASSWORD_FILE)
            .map(file -> SecretFile.firstLine(file, "the database's password file"))
            .or(() -> settings.find(DATABASE_PASSWORD))
            .or(() -> Optional.ofNullable(System.getenv("PGPASSWORD")));
    DatabaseAccess access = DatabaseAddress.parse(url, settings.get(DATABASE_USER), password);
    terminal.say(
        "Database        PostgreSQL "
            + DatabaseAddress.requireAnswer(access)
            + " at "
            + access.url());
    return access;
  }

  /** The way to it; our own is started. */
  DatabaseAccess open(DataDirectory data) {
    return given.orElseGet(() -> embedded(data));
  }

  private DatabaseAccess embedded(DataDirectory data) {
    EmbeddedPostgres postgres = new EmbeddedPostgres(data, runtime.postgres());
    postgres.check();
    postgres
        .stopLeftover()
        .ifPresent(
            pid ->
                terminal.say(
                    "Leftover        stopped the PostgreSQL of a start that was killed (process "
                        + pid
                        + ")"));
    lifetime.keep(postgres);
    DatabaseAccess access = postgres.start();
    own = postgres;
    terminal.say("Database        PostgreSQL " + postgres.version() + " in the data directory");
    return access;
  }

  /** Starts our own again when it has ended; gives up when that goes on and on. */
  void keepAlive() {
    restarts = lives() ? 0 : restarts + 1;
    if (restarts > RESTARTS_IN_A_ROW) {
      throw new CannotStart(
          "PostgreSQL ends again and again; its log is in the data directory, in logs/.");
    }
  }

  private boolean lives() {
    EmbeddedPostgres postgres = own;
    if (postgres == null || postgres.isRunning() || lifetime.isClosing()) {
      return true;
    }
    terminal.complain("PostgreSQL has ended; starting it again.");
    postgres.restart();
    return false;
  }
}
