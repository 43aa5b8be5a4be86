/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.testing;

import io.roster.console.registry.Registry;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.AccountChange;
import io.roster.registry.account.AccountChanged;
import io.roster.registry.account.AccountService;
import io.roster.registry.account.LogIn;
import io.roster.registry.account.UnknownAccount;
import io.roster.registry.admin.ServerInfo;
import io.roster.registry.admin.ServerInfoService;
import io.roster.registry.audit.AuditFilter;
import io.roster.registry.audit.AuditRecord;
import io.roster.registry.audit.AuditSort;
import io.roster.registry.audit.AuditTrail;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind.By;
import io.roster.registry.command.CommandPage;
import io.roster.registry.command.CommandQuery;
import io.roster.registry.command.CommandRequest;
import io.roster.registry.command.CommandService;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.TargetChanged;
import io.roster.registry.command.UnknownCommand;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.journal.JournalPosition;
import io.roster.registry.page.Count;
import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.InvalidRequest;
import io.roster.registry.platform.Readiness;
import io.roster.registry.platform.RegistryException;
import io.roster.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A registry in memory whose workers, journal and database the test moves by hand. */
public class FakeRegistry {

  public static final String PASSWORD = "correct horse battery";
  public static final Identity ADMINISTRATOR =
      new Identity(Actor.user("admin"), Set.of(Role.ADMIN), "");
  private static final long GIB = 1L << 30;

  public final FakeFacts facts = new FakeFacts(this);
  public final List<Command> commands = new ArrayList<>();
  public final List<CommandRequest> requests = new ArrayList<>();
  public final List<AuditRecord> audit = new ArrayList<>();

  private final Clock clock;
  private final Map<String, WorkerFact> workers = new LinkedHashMap<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private final List<Consumer<List<JournalEntry>>> listeners = new CopyOnWriteArrayList<>();
  private Optional<RegistryException> refusal = Optional.empty();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private Optional<RegistryException> doubt = Optional.empty();
  public final List<String> changes = new ArrayList<>();
  public final List<Settings.Effective> settings = new ArrayList<>();
  private boolean databaseAway;
  private String password = PASSWORD;

  public FakeRegistry(Clock clock) {
    this.clock = clock;
  }

  public Registry asRegistry() {
    return new Registry(
        facts,
        Doors.of(CommandService.class, this),
        Doors.of(AuditTrail.class, new Trail()),
        Doors.of(JournalFeed.class, this),
        Doors.of(AccountService.class, this),
        Doors.of(ServerInfoService.class, this),
        Doors.of(Readiness.class, this));
  }

  Clock clock() {
    return clock;
  }

  synchronized List<WorkerFact> workers() {
    return List.copyOf(workers.values());
  }

  synchronized long revision() {
    return journal.size();
  }

  public synchronized void takeDatabaseAway() {
    databaseAway = true;
  }

  public synchronized void bringDatabaseBack() {
    databaseAway = false;
  }

  /** The next thing that somebody asks for is refused so. */
  public synchronized void refuseNext(RegistryException why) {
    refusal = Optional.of(why);
  }

  private void refuseIfTold() {
    Optional<RegistryException> why = refusal;
    refusal = Optional.empty();
    if (why.isPresent()) {
      throw why.get();
    }
  }

  /** There is this account, which nobody asked for. */
  public synchronized void addAccount(String username, Role role) {
    accounts.put(username, account(username, role));
  }

  public synchronized Account findAccount(String username) {
    return Optional.ofNullable(accounts.get(username))
        .orElseThrow(() -> new UnknownAccount(username));
  }

  public WorkerFact register(String id) {
    return register(id, WorkerCondition.READY);
  }

  public WorkerFact register(String id, WorkerCondition condition) {
    return register(id, condition, Sync.AGREED);
  }

  public synchronized WorkerFact register(String id, WorkerCondition condition, Sync sync) {
    WorkerFact fact =
        new WorkerFact(
            new WorkerId(id),
            "daemon-" + id,
            "node-" + id,
            "10.0.0.7",
            50_052,
            50_053,
            condition,
            condition == WorkerCondition.READY,
            condition == WorkerCondition.DRAINING,
            clock.instant(),
            clock.instant(),
            Optional.empty(),
            80 * GIB,
            30 * GIB,
            0b10110,
            3,
            2,
            5,
            42,
            sync == Sync.STALE ? 41 : 42,
            sync,
            "APPLIED",
            Optional.empty());
    put(fact);
    return fact;
  }

  public synchronized void put(WorkerFact fact) {
    workers.put(fact.worker().value(), fact);
    write("worker.registered", fact.worker().value(), "null", jsonOf(fact));
  }

  public void expire(String id) {
    remove(id, "worker.expired");
  }

  public synchronized void remove(String id, String kind) {
    WorkerFact fact = workers.remove(id);
    write(kind, id, fact == null ? "null" : jsonOf(fact), "null");
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

  private static String jsonOf(WorkerFact fact) {
    return "{\"daemon_id\":\"%s\",\"node_address\":\"%s\"}"
        .formatted(fact.daemonId(), fact.nodeAddress());
  }

  void requireDatabase() {
    if (databaseAway) {
      throw new DatabaseAway(new IllegalStateException("connection refused"));
    }
  }

  public synchronized List<JournalEntry> latest(int limit) {
    requireDatabase();
    List<JournalEntry> newestFirst = new ArrayList<>(journal);
    Collections.reverse(newestFirst);
    return newestFirst.subList(0, Math.min(limit, newestFirst.size()));
  }

  public JournalPosition position() {
    return new JournalPosition() {
      @Override
      public long revision() {
        return FakeRegistry.this.revision();
      }

      @Override
      public Duration age() {
        return Duration.ZERO;
      }

      @Override
      public long epoch() {
        return 7;
      }

      @Override
      public String coordinator() {
        return "coordinator-a";
      }

      @Override
      public CompletionStage<Long> reached(long revision) {
        return CompletableFuture.completedFuture(revision);
      }
    };
  }

  public JournalFeed.Subscription subscribe(Consumer<List<JournalEntry>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public synchronized Command issue(CommandRequest request, Identity asking) {
    requireDatabase();
    asking.require(request.order().kind().role(), request.order().kind().name());
    refuseIfTold();
    long changed =
        journal.stream()
            .filter(entry -> entry.subject().equals(request.order().target()))
            .mapToLong(JournalEntry::revision)
            .max()
            .orElse(0);
    if (request.expectedRevision().isPresent()
        && changed > request.expectedRevision().getAsLong()) {
      throw TargetChanged.at(
          request.order().target(), changed, "it", request.expectedRevision().getAsLong());
    }
    requests.add(request);
    boolean byNode = request.order().kind().by() == By.NODE;
    Command command =
        new Command(
            UUID.randomUUID(),
            request.order(),
            byNode ? Optional.of(new WorkerId(request.order().target())) : Optional.empty(),
            request.reason(),
            asking.actor().name(),
            request.idempotencyKey(),
            byNode ? CommandState.PENDING : CommandState.DONE,
            "",
            0,
            clock.instant(),
            clock.instant().plusSeconds(600),
            clock.instant());
    commands.add(0, command);
    write("command.requested", command.id().toString(), "null", "{}");
    return command;
  }

  /** Moves a command on, as its node would. */
  public synchronized void advance(UUID id, CommandState state, String detail) {
    commands.replaceAll(
        old ->
            old.id().equals(id)
                ? new Command(
                    id,
                    old.order(),
                    old.worker(),
                    old.reason(),
                    old.actor(),
                    old.idempotencyKey(),
                    state,
                    detail,
                    old.deliveries() + 1,
                    old.createdAt(),
                    old.deadline(),
                    clock.instant())
                : old);
    write("command." + state, id.toString(), "null", "{}");
  }

  public synchronized Command cancel(UUID id, String reason, Identity asking) {
    asking.require(Role.OPERATOR, "CancelCommand");
    refuseIfTold();
    if (find(id).isOpen()) {
      advance(id, CommandState.CANCELLED, reason);
    }
    return find(id);
  }

  public synchronized Command find(UUID id) {
    requireDatabase();
    return commands.stream()
        .filter(command -> command.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UnknownCommand(id.toString()));
  }

  public synchronized CommandPage list(CommandQuery query) {
    requireDatabase();
    return new CommandPage(
        commands.stream()
            .filter(command -> query.states().isEmpty() || query.states().contains(command.state()))
            .toList(),
        Optional.empty());
  }

  /** The audit's door. */
  public final class Trail {

    public Page<AuditRecord> list(AuditFilter filter, Paging<AuditSort> paging, Identity reader) {
      requireDatabase();
      reader.require(Role.AUDITOR, "read the audit");
      return new Page<>(
          audit, Optional.empty(), Count.of(audit.size()), new Moment(revision(), clock.instant()));
    }

    public long export(AuditFilter filter, Identity reader, Consumer<AuditRecord> taker) {
      reader.require(Role.AUDITOR, "export the audit");
      audit.forEach(taker);
      return audit.size();
    }
  }

  public synchronized LogIn logIn(String username, String given, String origin) {
    requireDatabase();
    return roleOf(username)
        .filter(role -> given.equals(password))
        .<LogIn>map(role -> new LogIn.Entered(account(username, role)))
        .orElseGet(LogIn.Refused::new);
  }

  public synchronized boolean stands(Account account) {
    if (doubt.isPresent()) {
      throw doubt.get();
    }
    return true;
  }

  /** Whether a session stands cannot be found out. */
  public synchronized void doubtSessions(RegistryException why) {
    doubt = Optional.of(why);
  }

  public synchronized List<Account> list(Identity asking) {
    requireDatabase();
    asking.require(Role.ADMIN, "list the accounts");
    return List.copyOf(accounts.values());
  }

  public synchronized Account create(
      String username, String secret, Role role, String reason, Identity asking) {
    asking.require(Role.ADMIN, "create an account");
    if (secret.length() < 12) {
      throw new InvalidRequest("password", "is shorter than 12 characters");
    }
    refuseIfTold();
    changes.add(username + " Create " + reason);
    addAccount(username, role);
    return findAccount(username);
  }

  public synchronized Account change(
      Account seen, AccountChange change, String reason, Identity asking) {
    asking.require(Role.ADMIN, "change an account");
    refuseIfTold();
    String username = seen.username();
    Account present = findAccount(username);
    if (present.sessions() != seen.sessions()) {
      throw new AccountChanged(present);
    }
    Account changed = changed(present, change);
    accounts.put(username, changed);
    String did = change.getClass().getSimpleName();
    changes.add(username + " " + did + " " + reason);
    write("account." + did, username, "null", "null");
    return changed;
  }

  private static Account changed(Account old, AccountChange change) {
    Role role = change instanceof AccountChange.ChangeRole wanted ? wanted.role() : old.role();
    Account.State state =
        change instanceof AccountChange.Disable
            ? Account.State.DISABLED
            : change instanceof AccountChange.Enable ? Account.State.ENABLED : old.state();
    return new Account(
        old.username(),
        role,
        state,
        old.sessions() + 1,
        old.createdAt(),
        old.lockedUntil(),
        old.lastLogIn());
  }

  private static Account account(String username, Role role) {
    return new Account(
        username,
        role,
        Account.State.ENABLED,
        0,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Role> roleOf(String username) {
    return switch (username) {
      case "admin" -> Optional.of(Role.ADMIN);
      case "olga" -> Optional.of(Role.OPERATOR);
      case "vera" -> Optional.of(Role.VIEWER);
      case "anna" -> Optional.of(Role.AUDITOR);
      default -> Optional.empty();
    };
  }

  public synchronized Account changePassword(
      Account caller, String old, String fresh, String origin) {
    requireDatabase();
    if (!old.equals(password)) {
      throw new InvalidRequest("password", "is not the present one");
    }
    password = fresh;
    return caller;
  }

  public ServerInfo info() {
    return new ServerInfo(
        "coordinator-a", "10.0.0.1", 50_051, "0.0.0.0", 50_051, 8080, "0.1.0", "cluster-7");
  }

  public List<Settings.Effective> configuration() {
    return settings;
  }

  public synchronized List<Readiness.Check> checks() {
    return List.of(
        new Readiness.Check(
            "database", !databaseAway, databaseAway ? "does not answer" : "answers"),
        new Readiness.Check("schema", true, "is at version 1"),
        new Readiness.Check("grpc", true, "listens on port 50051"));
  }
}
