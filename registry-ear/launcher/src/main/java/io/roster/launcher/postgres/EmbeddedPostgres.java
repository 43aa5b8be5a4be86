/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.postgres;

import io.roster.launcher.CannotStart;
import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.data.Reasons;
import io.roster.launcher.data.SecretFile;
import io.roster.launcher.preflight.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own in the data directory: reachable from this machine only, with a password,
 * and with the durability that PostgreSQL has by default.
 *
 * <p>A guard process waits for the end of a pipe that this process holds, and then stops the
 * server. So it also stops when this process is killed.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String NAME = "roster";
  private static final String ADMIN = "postgres";
  // After a kill it first reads what the log holds, up to max_wal_size, from a disk that may be
  // slow.
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
  private static final int ATTEMPTS = 5;

  private final DataDirectory data;
  private final Path home;
  private final Path cluster;
  private final PostgresCommands commands;
  private int port;
  private @Nullable Process guard;

  /**
   * @param home the unpacked PostgreSQL
   */
  public EmbeddedPostgres(DataDirectory data, Path home) {
    this.data = data;
    this.home = home;
    this.cluster = data.folder().resolve("postgres");
    this.commands = new PostgresCommands(home, data.logs().resolve("postgres-start.log"));
  }

  /** The version that this Roster brings along, such as {@code 17.7.0}. */
  public String version() {
    try {
      return Files.readString(home.resolve("VERSION")).strip();
    } catch (IOException e) {
      throw new CannotStart(
          "The PostgreSQL that belongs to Roster is missing in " + home + ": build again.", e);
    }
  }

  /** Refuses a cluster that this version cannot open, before anything starts. */
  public void check() {
    String ours = version().replaceAll("\\..*", "");
    Path stamp = cluster.resolve("PG_VERSION");
    try {
      if (Files.exists(stamp) && !Files.readString(stamp).strip().equals(ours)) {
        throw new CannotStart(
            cluster
                + " belongs to PostgreSQL "
                + Files.readString(stamp).strip()
                + ", but this Roster brings PostgreSQL "
                + ours
                + ". Carry the data over with pg_dump and pg_restore, or name another folder with --data.");
      }
    } catch (IOException e) {
      throw new CannotStart("Cannot read " + stamp + ": " + Reasons.of(e) + ".", e);
    }
    commands.refuseHopelessRoot();
  }

  /**
   * Stops a server that an earlier, killed start left behind.
   *
   * @return its process id
   */
  public synchronized Optional<Long> stopLeftover() {
    Optional<Postmaster> leftover = Postmaster.of(cluster);
    leftover.ifPresent(this::end);
    return leftover.map(Postmaster::pid);
  }

  /** Starts the server, making the cluster, the role and the database at the first start. */
  public synchronized DatabaseAccess start() {
    if (!Files.exists(cluster.resolve("PG_VERSION"))) {
      initialise();
    }
    guard = startGuard();
    launch();
    String password = SecretFile.passwordAt(data.secret("postgres-password"));
    DatabaseAccess access = new DatabaseAccess(url(NAME), NAME, password);
    createRoleAndDatabase(access);
    return access;
  }

  /** Whether the server lives. */
  public boolean isRunning() {
    return Postmaster.of(cluster).isPresent();
  }

  /** Starts the server again on the port that it had; for when it was ended by somebody else. */
  public synchronized boolean restart() {
    if (guard == null || isRunning()) {
      return guard != null;
    }
    return startOn(port);
  }

  private void initialise() {
    Path fresh = data.folder().resolve("postgres.new");
    Path passwordFile = data.secret("postgres-admin-password");
    SecretFile.passwordAt(passwordFile);
    try {
      DataDirectory.deleteTree(fresh);
      boolean made =
          commands.succeeds(
              START_LIMIT,
              commands.line(
                  "initdb",
                  "--pgdata=" + fresh,
                  "--username=" + ADMIN,
                  "--pwfile=" + passwordFile,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--data-checksums",
                  "--locale=C",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8"));
      if (!made) {
        throw failed("could not be set up in " + fresh);
      }
      Files.writeString(
          fresh.resolve("postgresql.conf"),
          "\n# Written anew at each start of Roster.\ninclude_if_exists 'roster.conf'\n",
          StandardOpenOption.APPEND);
      Files.move(fresh, cluster);
    } catch (IOException e) {
      throw new CannotStart("Cannot set up " + cluster + ": " + Reasons.of(e) + ".", e);
    }
  }

  private void launch() {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      port = Ports.free("127.0.0.1");
      if (startOn(port)) {
        return;
      }
      // A lost race for the port, or the last backend of a killed server that is still leaving.
      pause();
    }
    throw failed("did not start");
  }

  private boolean startOn(int chosen) {
    writeConfiguration(chosen);
    return commands.succeeds(
        START_LIMIT.plusSeconds(10),
        commands.line(
            "pg_ctl",
            "start",
            "--pgdata=" + cluster,
            "--log=" + data.logs().resolve("postgres-start.log"),
            "--timeout=" + START_LIMIT.toSeconds(),
            "--wait",
            "--silent"));
  }

  private void writeConfiguration(int chosen) {
    // What is not named here is as PostgreSQL has it, above all fsync, full_page_writes and
    // synchronous_commit: they are on, and an acknowledged change survives a power cut.
    String settings =
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''

        # Nine coordinators, each with 32 pooled connections and up to 8 that it keeps, make 360;
        # the rest is for tools and measurements. An unused one costs some kilobytes.
        max_connections = 450

        # Workers, their liveness and the head of the journal are written all the time and fit in here.
        shared_buffers = 256MB

        # The first change of a page after a checkpoint writes the whole page into the log, and a steady
        # registry changes the same pages again and again: fewer checkpoints, less log for the same work.
        # The price is disk space, and some more seconds of recovery after a kill. Segments that are kept
        # are written over, which is cheaper than making new ones. Compression of those pages was measured
        # and gained nothing: they are few, and the processor has other work.
        checkpoint_timeout = 15min
        max_wal_size = 2GB
        min_wal_size = 256MB

        logging_collector = on
        log_directory = '%s'
        log_filename = 'postgres-%%a.log'
        log_file_mode = 0600
        log_rotation_age = 1d
        log_rotation_size = 0
        log_truncate_on_rotation = on
        """
            .formatted(chosen, data.logs().toString().replace("'", "''"));
    try {
      Files.writeString(cluster.resolve("roster.conf"), settings);
    } catch (IOException e) {
      throw new CannotStart("Cannot write into " + cluster + ": " + Reasons.of(e) + ".", e);
    }
  }

  private Process startGuard() {
    List<String> line =
        new ArrayList<>(
            List.of("sh", "-c", "trap '' INT TERM HUP; cat >/dev/null; exec \"$@\"", "guard"));
    line.addAll(stopLine("fast"));
    try {
      return new ProcessBuilder(line)
          .redirectErrorStream(true)
          .redirectOutput(
              ProcessBuilder.Redirect.appendTo(data.logs().resolve("postgres-start.log").toFile()))
          .start();
    } catch (IOException e) {
      throw new CannotStart("Cannot run sh: " + e.getMessage() + ".", e);
    }
  }

  private List<String> stopLine(String mode) {
    return commands.line(
        "pg_ctl",
        "stop",
        "--pgdata=" + cluster,
        "--mode=" + mode,
        "--timeout=30",
        "--wait",
        "--silent");
  }

  private void createRoleAndDatabase(DatabaseAccess access) {
    String admin = SecretFile.passwordAt(data.secret("postgres-admin-password"));
    try (Connection connection = DriverManager.getConnection(url(ADMIN), ADMIN, admin);
        Statement statement = connection.createStatement()) {
      if (!exists(connection, "select 1 from pg_roles where rolname = ?")) {
        // The password is URL-safe base64 of our own making: nothing in it needs quoting.
        statement.execute("create role " + NAME + " login password '" + access.password() + "'");
      }
      if (!exists(connection, "select 1 from pg_database where datname = ?")) {
        statement.execute("create database " + NAME + " owner " + NAME);
      }
    } catch (SQLException e) {
      throw new CannotStart(
          "The PostgreSQL in the data directory refuses Roster's own password: "
              + e.getMessage()
              + ". Restore "
              + data.secret("postgres-admin-password")
              + ", or name another folder with --data.",
          e);
    }
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, NAME);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private CannotStart failed(String what) {
    return new CannotStart(
        "PostgreSQL "
            + what
            + ". It said: "
            + commands.lastWords()
            + "\nMore is in "
            + data.logs()
            + ".");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while PostgreSQL started.", e);
    }
  }

  /** Stops the server: quickly and cleanly, or by force if it does not end in time. */
  @Override
  public synchronized void close() {
    Process watching = guard;
    guard = null;
    if (watching == null) {
      return;
    }
    try {
      watching.getOutputStream().close();
      watching.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException ignored) {
      // The guard is gone already; what it should have done is done below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Postmaster.of(cluster).ifPresent(this::end);
  }

  private void end(Postmaster server) {
    if (!commands.succeeds(STOP_LIMIT, stopLine("fast"))
        && !commands.succeeds(STOP_LIMIT, stopLine("immediate"))) {
      server.process().destroyForcibly();
    }
  }
}
