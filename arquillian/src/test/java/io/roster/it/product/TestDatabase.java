/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL that can be taken away and brought back with all it held. */
public final class TestDatabase implements AutoCloseable {

  public static final String USER = "postgres";

  private final int port = FreePorts.one();
  private final Path data = Build.work("postgres-" + port);
  private final Set<String> databases = new HashSet<>();
  private @Nullable EmbeddedPostgres running;

  private TestDatabase() {}

  /** The one that all servers share, each with a database of its own. */
  public static TestDatabase shared() {
    return Shared.once(
        TestDatabase.class,
        "PostgreSQL",
        () -> {
          TestDatabase database = new TestDatabase();
          database.start();
          return database;
        });
  }

  /** The address of a database, which is created when it is asked for first. */
  public String url(String name) {
    if (databases.add(name)) {
      try (Connection connection = running().getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException failed) {
        throw new IllegalStateException(failed);
      }
    }
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
  }

  /** The address of a database of a role that must give its password, which is {@code right}. */
  public String guardedUrl() {
    String url = url("guarded");
    try (Connection connection = running().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role guarded login password 'right'");
      Path rules = data.resolve("pg_hba.conf");
      Files.writeString(
          rules, "host all guarded 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
      statement.execute("select pg_reload_conf()");
    } catch (SQLException | IOException failed) {
      throw new IllegalStateException(failed);
    }
    return url + "?user=guarded";
  }

  /** A look into a database from beside the registry. */
  public Connection connect(String name) {
    try {
      return running().getDatabase(USER, name).getConnection();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private EmbeddedPostgres running() {
    EmbeddedPostgres postgres = running;
    if (postgres == null) {
      throw new IllegalStateException("PostgreSQL is stopped");
    }
    return postgres;
  }

  public synchronized void start() {
    if (running != null) {
      return;
    }
    try {
      running =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setServerConfig("fsync", "off")
              .setPGStartupWait(Duration.ofMinutes(1))
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public synchronized void stop() {
    EmbeddedPostgres postgres = running;
    running = null;
    if (postgres != null) {
      try {
        postgres.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  @Override
  public void close() {
    stop();
  }
}
