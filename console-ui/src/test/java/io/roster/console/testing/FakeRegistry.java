/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.testing;

import io.roster.console.registry.Registry;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountService;
import io.roster.registry.account.Role;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerService;
import io.roster.registry.cluster.WorkerView;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Readiness;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A registry in memory whose workers, journal and database the test moves by hand. */
public class FakeRegistry {

  public static final String PASSWORD = "correct horse battery";
  private static final long GIB = 1L << 30;

  private final Clock clock;
  private final Map<String, WorkerView> workers = new LinkedHashMap<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private final List<Consumer<List<JournalEntry>>> listeners = new CopyOnWriteArrayList<>();
  private boolean databaseAway;
  private String password = PASSWORD;

  public FakeRegistry(Clock clock) {
    this.clock = clock;
  }

  public Registry asRegistry() {
    return new Registry(
        Doors.of(WorkerService.class, this),
        Doors.of(JournalFeed.class, this),
        Doors.of(AccountService.class, this),
        Doors.of(ServerInfoService.class, this),
        Doors.of(Readiness.class, this));
  }

  public synchronized void takeDatabaseAway() {
    databaseAway = true;
  }

  public synchronized void bringDatabaseBack() {
    databaseAway = false;
  }

  public WorkerView register(String id) {
    return register(id, ConnectionState.CONNECTED);
  }

  public synchronized WorkerView register(String id, ConnectionState state) {
    WorkerView view =
        new WorkerView(
            new WorkerId(id),
            "daemon-" + id,
            "node-" + id,
            "10.0.0.7",
            50_052,
            50_053,
            80 * GIB,
            30 * GIB,
            state == ConnectionState.CONNECTED,
            0b10110,
            42,
            clock.instant(),
            clock.instant(),
            state);
    put(view);
    return view;
  }

  public synchronized void put(WorkerView view) {
    workers.put(view.worker().value(), view);
    write("worker.registered", view.worker().value(), "null", jsonOf(view));
  }

  public void expire(String id) {
    remove(id, "worker.expired");
  }

  public synchronized void remove(String id, String kind) {
    WorkerView view = workers.remove(id);
    write(kind, id, view == null ? "null" : jsonOf(view), "null");
  }

  public synchronized void write(String kind, String subject, String before, String after) {
    JournalEntry entry =
        new JournalEntry(
            journal.size() + 1L,
            clock.instant(),
            0,
            "coordinator-a",
            "daemon:daemon-" + subject,
            kind,
            subject,
            before,
            after);
    journal.add(entry);
    listeners.forEach(listener -> listener.accept(List.of(entry)));
  }

  public int listeners() {
    return listeners.size();
  }

  private static String jsonOf(WorkerView view) {
    return "{\"daemon_id\":\"%s\",\"node_address\":\"%s\"}"
        .formatted(view.daemonId(), view.nodeAddress());
  }

  private void requireDatabase() {
    if (databaseAway) {
      throw new DatabaseAway(new IllegalStateException("connection refused"));
    }
  }

  public synchronized List<WorkerView> list(WorkerQuery query) {
    requireDatabase();
    return List.copyOf(workers.values());
  }

  public synchronized List<JournalEntry> latest(int limit) {
    requireDatabase();
    List<JournalEntry> newestFirst = new ArrayList<>(journal);
    Collections.reverse(newestFirst);
    return newestFirst.subList(0, Math.min(limit, newestFirst.size()));
  }

  public JournalFeed.Subscription subscribe(Consumer<List<JournalEntry>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public synchronized Optional<Account> authenticate(String username, String given) {
    requireDatabase();
    return given.equals(password)
        ? roleOf(username).map(role -> new Account(username, role, Instant.EPOCH))
        : Optional.empty();
  }

  private static Optional<Role> roleOf(String username) {
    return switch (username) {
      case "admin" -> Optional.of(Role.ADMIN);
      case "olga" -> Optional.of(Role.OPERATOR);
      case "vera" -> Optional.of(Role.VIEWER);
      default -> Optional.empty();
    };
  }

  public synchronized void changePassword(Account caller, String old, String fresh) {
    requireDatabase();
    if (!old.equals(password)) {
      throw new InvalidRequest("password", "is not the present one");
    }
    password = fresh;
  }

  public ServerInfo info() {
    return new ServerInfo(
        "coordinator-a", "10.0.0.1", 50_051, "0.0.0.0", 50_051, 8080, "0.1.0", "cluster-7");
  }

  public synchronized List<Readiness.Check> checks() {
    return List.of(
        new Readiness.Check(
            "database", !databaseAway, databaseAway ? "does not answer" : "answers"),
        new Readiness.Check("schema", true, "is at version 1"),
        new Readiness.Check("grpc", true, "listens on port 50051"));
  }
}
