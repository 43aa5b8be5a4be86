/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.testing.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL server with a folder and a port that it keeps. It trusts every client on loopback,
 * and does not wait for the disk: killing its processes loses nothing, a power cut would.
 */
public final class PostgresServer implements AutoCloseable {

  public static final String USER = "postgres";

  private static final int START_SECONDS = 60;
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  /** What a copy must not bring along: it belongs to the process, or is streamed afterwards. */
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "standby.signal", "backup_label");

  private static final Set<String> LEFT_EMPTY = Set.of("pg_wal", "pg_replslot", "pg_stat_tmp");

  private final String name;
  private final Path home;
  private final Path folder;
  private final int port = FreePort.take();

  /**
   * @param name under which it follows another server
   * @param home the folder with PostgreSQL's {@code bin}, {@code lib} and {@code share}
   * @param folder where it keeps everything; made when it is missing
   */
  PostgresServer(String name, Path home, Path folder) {
    this.name = name;
    this.home = home;
    this.folder = folder;
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  /** Where it keeps everything. */
  public Path folder() {
    return folder;
  }

  /** The address of a database on this server alone. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
  }

  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database));
  }

  void initialise() {
    run("initdb", "--pgdata=" + folder, "--username=" + USER, "--auth=trust", "--encoding=UTF8");
    configure("");
  }

  /** Becomes a copy of a server that runs, and will follow it. */
  void copy(PostgresServer primary) {
    delete(folder);
    try (Connection session = primary.connect(USER);
        Statement statement = session.createStatement()) {
      statement.execute("select pg_backup_start('" + name + "', true)");
      copyTree(primary.folder);
      try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
        row.next();
        Files.writeString(folder.resolve("backup_label"), row.getString(1));
      }
      Files.createFile(folder.resolve("standby.signal"));
    } catch (SQLException | IOException failed) {
      throw new IllegalStateException(name + " could not be made a copy of " + primary, failed);
    }
    configure(
        "primary_conninfo = 'host=127.0.0.1 port="
            + primary.port
            + " user="
            + USER
            + " application_name="
            + name
            + "'\n");
  }

  private void copyTree(Path from) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes unused)
              throws IOException {
            Files.createDirectories(target(each), privately());
            boolean empty = LEFT_EMPTY.contains(from.relativize(each).toString());
            return empty ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes unused)
              throws IOException {
            if (!LEFT_OUT.contains(from.relativize(each).toString())) {
              copyFile(each, target(each));
            }
            return FileVisitResult.CONTINUE;
          }

          /** A server that runs removes files at any time; what it wrote instead is in its log. */
          @Override
          public FileVisitResult visitFileFailed(Path each, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          private Path target(Path each) {
            return folder.resolve(from.relativize(each).toString());
          }
        });
  }

  private static void copyFile(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to);
    } catch (NoSuchFileException removedMeanwhile) {
      Files.deleteIfExists(to);
    }
  }

  private static java.nio.file.attribute.FileAttribute<?> privately() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  private void configure(String more) {
    String settings =
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 450
        shared_buffers = 64MB
        fsync = off
        wal_level = replica
        wal_keep_size = 512MB
        max_wal_size = 1GB
        hot_standby = on
        wal_retrieve_retry_interval = 250ms
        """
            .formatted(port);
    try {
      Files.writeString(folder.resolve("postgresql.auto.conf"), settings + more);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Starts it, also again after it was killed. */
  public void start() {
    run(
        "pg_ctl",
        "start",
        "--pgdata=" + folder,
        "--log=" + folder.resolveSibling(folder.getFileName() + ".log"),
        "--timeout=" + START_SECONDS,
        "--wait",
        "--silent");
  }

  /** Ends all its processes in the middle of whatever they do. */
  public void kill() {
    postmaster().ifPresent(PostgresServer::kill);
  }

  private static void kill(ProcessHandle postmaster) {
    List<ProcessHandle> children = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
    children.forEach(each -> each.onExit().orTimeout(START_SECONDS, TimeUnit.SECONDS).join());
  }

  /** Its process, and what it started. */
  public List<ProcessHandle> processes() {
    List<ProcessHandle> all = new ArrayList<>();
    postmaster()
        .ifPresent(
            server -> {
              all.add(server);
              server.descendants().forEach(all::add);
            });
    return all;
  }

  public boolean isRunning() {
    return postmaster().isPresent();
  }

  private Optional<ProcessHandle> postmaster() {
    try {
      long pid =
          Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::worksHere);
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException none) {
      return Optional.empty();
    }
  }

  /** Process ids are given out again; a server always works in its data directory. */
  private boolean worksHere(ProcessHandle process) {
    try {
      return Files.isSameFile(Path.of("/proc", String.valueOf(process.pid()), "cwd"), folder);
    } catch (IOException unreadable) {
      return false;
    }
  }

  void execute(String sql) {
    try (Connection connection = connect(USER);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(name + " refused: " + sql, failed);
    }
  }

  /** The first column of the first row; empty when there is none or no answer. */
  Optional<String> ask(String sql) {
    try (Connection connection = connect(USER);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    } catch (SQLException unanswered) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (!isRunning()) {
      return;
    }
    try {
      run("pg_ctl", "stop", "--pgdata=" + folder, "--mode=immediate", "--wait", "--silent");
    } finally {
      kill();
    }
  }

  private void run(String program, String... arguments) {
    List<String> line = new ArrayList<>();
    if (ROOT) {
      // PostgreSQL refuses to run as root; as nobody in a user namespace it runs.
      line.addAll(List.of("unshare", "--user"));
    }
    line.add(home.resolve("bin").resolve(program).toString());
    line.addAll(List.of(arguments));
    try {
      Files.createDirectories(folder.getParent());
      Path output = folder.resolveSibling(folder.getFileName() + ".out");
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start();
      if (!process.waitFor(2 * START_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(line + " failed: " + Files.readString(output));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(line + " was interrupted", interrupted);
    }
  }

  private static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (var files = Files.walk(tree)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return name + " on port " + port;
  }
}
