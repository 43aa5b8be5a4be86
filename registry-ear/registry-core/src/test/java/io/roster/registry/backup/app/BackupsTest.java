/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.app;

import static io.roster.registry.backup.BackingUp.ANN;
import static io.roster.registry.backup.BackingUp.because;
import static io.roster.registry.cluster.Workers.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roster.backup.BackupFile;
import io.roster.registry.TestCoordinator;
import io.roster.registry.access.Identity;
import io.roster.registry.access.Role;
import io.roster.registry.backup.BackingUp;
import io.roster.registry.backup.BackupOfAnotherCluster;
import io.roster.registry.backup.BackupUnusable;
import io.roster.registry.backup.EveryTable;
import io.roster.registry.backup.IncomingBackup;
import io.roster.registry.backup.RestoreGoesOn;
import io.roster.registry.backup.RestoreRequest;
import io.roster.registry.backup.Restored;
import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.app.ClusterActions;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.JsonValues;
import io.roster.registry.platform.NotPermitted;
import io.roster.registry.platform.TestDatabase;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {

  private static final Actor TEST = Actor.system("test");

  private final TestDatabase database = TestDatabase.clean();
  private final ClusterActions workers = new ClusterActions(database);
  private final TestCoordinator a = new TestCoordinator("a", database);
  private final TestCoordinator b = new TestCoordinator("b", database);
  private final BackingUp backups = new BackingUp(a, database);

  @TempDir private Path folder;

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  @Test
  void every_coordinator_shows_what_was_restored() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    database.execute("delete from worker");
    WorkerId later = workers.register(registration("later", 50_052)).worker();
    await().until(() -> b.workers().find(later).isPresent());

    backups.restore(backup);

    assertThat(a.workers().all()).extracting(known -> known.id().value()).containsExactly("w1");
    assertThat(a.replicas().size()).isEqualTo(1);
    await().until(() -> b.workers().find(later).isEmpty());
    assertThat(b.workers().all()).extracting(known -> known.id().value()).containsExactly("w1");
  }

  @Test
  void revisions_and_epochs_go_on_above_those_here_and_those_of_the_backup() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    database.execute(
        "update leadership set epoch = 30, holder = 'b', expires_at = now() + interval '1 hour'");
    write(a, 4);

    Restored here = backups.restore(backup);

    assertThat(here.revision()).isEqualTo(14);
    assertThat(here.epoch()).isEqualTo(31);
    assertThat(here.backupRevision()).isEqualTo(8);
    assertThat(
            database.text(
                "select revision || ' ' || first_kept || ' ' || restored || ' ' || oldest from journal_head"))
        .isEqualTo("14 14 14 3");
    assertThat(database.text("select epoch || ' ' || (expires_at < now()) from leadership"))
        .isEqualTo("31 true");
    assertThat(
            database.text(
                "select kind || ' ' || actor || ' ' || epoch || ' ' || (after ->> 'reason') from journal where revision = 14"))
        .isEqualTo("registry.restored user:ann 31 it was better before");
    write(b, 1);
    assertThat(a.tail().after(13, 10))
        .extracting(entry -> entry.kind())
        .startsWith("registry.restored");

    database.execute(
        "delete from journal; update journal_head set revision = 2, first_kept = 1; update leadership set epoch = 0");
    assertThat(backups.restore(backup).revision()).isEqualTo(10);
    assertThat(database.text("select epoch from leadership")).isEqualTo("3");
  }

  @Test
  void what_happened_since_stays_in_the_journal_and_in_the_audit() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    write(a, 2);

    backups.restore(backup);

    assertThat(
            database.text("select string_agg(revision::text, ',' order by revision) from journal"))
        .isEqualTo("3,4,5,6,7,8,9,10,12");
    assertThat(
            database.text("select string_agg(action || ' ' || result, ',' order by id) from audit"))
        .isEqualTo("DRAIN_WORKER ACCEPTED,BACK_UP ACCEPTED,RESTORE_BACKUP ACCEPTED");
  }

  @Test
  void silence_before_a_restore_is_nobody_s_fault() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    database.execute(
        "update fleet_listening set listening_since = now() - interval '9 days', listened_until = now()");

    backups.restore(backup);

    assertThat(workers.expire()).isZero();
    database.execute("update fleet_listening set listening_since = now() - interval '32 seconds'");
    assertThat(workers.expire()).isEqualTo(1);
  }

  @Test
  void a_restored_worker_has_to_register_anew_and_its_late_requests_are_known_as_late() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    database.execute("update worker_reconcile set generation = 50, state_version = 60");

    backups.restore(backup);

    assertThat(a.workers().find(new WorkerId("w1")).orElseThrow().outdated()).isTrue();
    assertThat(
            database.text(
                "select generation > 50 and state_version > 60 and generation = outdated_generation from worker_reconcile"))
        .isEqualTo("true");
    database.execute("update worker_reconcile set generation = generation + 1");
    a.workers().load();
    assertThat(a.workers().find(new WorkerId("w1")).orElseThrow().outdated()).isFalse();
  }

  @Test
  void sessions_of_the_console_end() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    database.execute("update account set sessions = 20");

    backups.restore(backup);

    assertThat(database.text("select sessions from account")).isEqualTo("21");
  }

  @Test
  void a_change_that_was_decided_on_the_state_before_is_decided_anew() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    AtomicInteger decided = new AtomicInteger();

    b.changes()
        .changeAlone(
            "decide",
            () -> {
              if (decided.incrementAndGet() == 1) {
                backups.restore(backup);
              }
              b.journal().append(TEST, "note.written", "x", JsonValue.NULL, JsonValue.NULL);
              return decided;
            });

    assertThat(decided).hasValue(2);
    assertThat(
            database.text(
                "select count(*) from journal where kind = 'note.written' and subject = 'x'"))
        .isEqualTo("1");
  }

  @Test
  void a_change_that_is_under_way_is_waited_for() throws Exception {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    try (Connection change = database.dataSource().getConnection();
        Statement statement = change.createStatement()) {
      change.setAutoCommit(false);
      statement.execute("update replica set memory_size = 77");
      CompletableFuture<Restored> restored =
          CompletableFuture.supplyAsync(() -> backups.restore(backup));
      await().until(this::somebodyWaits);
      change.commit();

      restored.join();
    }
    assertThat(database.text("select memory_size from replica")).isEqualTo("-2");
  }

  @Test
  void a_change_that_locks_the_other_way_round_does_no_harm() throws Exception {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    try (Connection change = database.dataSource().getConnection();
        Statement statement = change.createStatement()) {
      change.setAutoCommit(false);
      statement.execute("update replica set memory_size = 77");
      CompletableFuture<Restored> restored =
          CompletableFuture.supplyAsync(() -> backups.restore(backup));
      await().until(this::somebodyWaits);
      closeTheCircle(change, statement);

      restored.join();
    }
    assertThat(database.text("select memory_size from replica")).isEqualTo("-2");
  }

  /** One of the two is told to begin again. */
  private static void closeTheCircle(Connection change, Statement statement) throws SQLException {
    try {
      statement.execute("update worker set version = version + 1");
      change.commit();
    } catch (SQLException deadlock) {
      change.rollback();
    }
  }

  private boolean somebodyWaits() {
    return !database.text("select count(*) from pg_locks where not granted").equals("0");
  }

  @Test
  void a_backup_is_of_one_moment_whatever_is_written_meanwhile() throws Exception {
    EveryTable.write(database);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !over.get(); i++) {
                pair(i);
              }
            });
    await().until(() -> !database.text("select count(*) from account").equals("1"));
    byte[] backup = backups.backUp();
    over.set(true);
    writing.join();

    try (BackupFile file = BackupFile.open(Files.write(folder.resolve("backup"), backup))) {
      long failures = file.manifest().table("log_in_failure").orElseThrow().rows();
      long accounts = file.manifest().table("account").orElseThrow().rows();
      long entries = file.manifest().table("journal").orElseThrow().rows();
      assertThat(failures).isEqualTo(accounts).isGreaterThan(1);
      assertThat(file.manifest().revision()).isEqualTo(8 + accounts - 1);
      assertThat(entries).isEqualTo(6 + accounts - 1);
    }
  }

  /** An account, a failure and an entry, together. */
  private void pair(int number) {
    b.changes()
        .changeAlone(
            "pair",
            () -> {
              b.entities()
                  .createNativeQuery(
                      "insert into account (username, role, password_hash, created_at) values (?, 'VIEWER', '', now())")
                  .setParameter(1, "u" + number)
                  .executeUpdate();
              b.entities()
                  .createNativeQuery(
                      "insert into log_in_failure (username, failures, last_at) values (?, 1, now())")
                  .setParameter(1, "u" + number)
                  .executeUpdate();
              b.journal()
                  .append(
                      TEST,
                      "account.created",
                      "u" + number,
                      JsonValue.NULL,
                      JsonValues.object().build());
              return number;
            });
  }

  @Test
  void what_cannot_be_restored_changes_nothing() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    write(a, 1);
    String before = state();

    assertThatThrownBy(() -> backups.restore(Arrays.copyOf(backup, backup.length - 1)))
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("is cut")
        .hasMessageContaining("Nothing was changed");
    byte[] damaged = backup.clone();
    damaged[backup.length / 2] ^= 1;
    assertThatThrownBy(() -> backups.restore(damaged)).isInstanceOf(BackupUnusable.class);
    String newest = database.text("select max(version) from flyway_schema_history");
    database.execute(
        "update flyway_schema_history set version = '99' where version = '" + newest + "'");
    try {
      assertThatThrownBy(() -> backups.restore(backup))
          .isInstanceOf(BackupUnusable.class)
          .hasMessageContaining("another version");
    } finally {
      database.execute(
          "update flyway_schema_history set version = '" + newest + "' where version = '99'");
    }
    database.execute("update cluster set cluster_id = 'cluster-b'");
    assertThatThrownBy(() -> backups.restore(backup)).isInstanceOf(BackupOfAnotherCluster.class);
    database.execute("update cluster set cluster_id = 'cluster-a'");

    assertThat(state()).isEqualTo(before);
    assertThat(
            database.text(
                "select count(*) from audit where action = 'RESTORE_BACKUP' and result = 'REFUSED'"))
        .isEqualTo("4");
  }

  private String state() {
    StringBuilder state = new StringBuilder();
    for (String table :
        List.of(
            "worker",
            "worker_reconcile",
            "replica",
            "account",
            "journal",
            "journal_head",
            "leadership",
            "cluster")) {
      state.append(EveryTable.content(database, table)).append('\n');
    }
    return state.toString();
  }

  @Test
  void one_restore_at_a_time() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    BackingUp elsewhere = new BackingUp(b, database);
    try (IncomingBackup first = backups.door().receive(because("first"), ANN)) {
      first.add(Arrays.copyOf(backup, 100));
      assertThatThrownBy(() -> elsewhere.restore(backup)).isInstanceOf(RestoreGoesOn.class);
    }

    assertThat(elsewhere.restore(backup).revision()).isPositive();
  }

  @Test
  void a_new_registry_takes_over_from_one_that_is_lost() {
    EveryTable.write(database);
    byte[] backup = backups.backUp();
    TestDatabase fresh = TestDatabase.clean();
    fresh.execute("insert into cluster (cluster_id) values ('cluster-b')");
    fresh.execute("update leadership set epoch = 1");
    fresh.execute(
        "insert into audit (actor, origin, action, target, result, reason, request_id, command_id, detail, revision) values ('user:bob', '', 'LOG_IN', '', 'ACCEPTED', '', '', '', '', 0)");
    a.model().load();
    write(a, 2);

    Restored restored =
        backups.restore(backup, new RestoreRequest("lost", Optional.of(EveryTable.CLUSTER)));

    assertThat(restored.clusterId()).isEqualTo(EveryTable.CLUSTER);
    assertThat(restored.revision()).isEqualTo(10);
    assertThat(restored.epoch()).isEqualTo(3);
    assertThat(database.text("select cluster_id from cluster")).isEqualTo(EveryTable.CLUSTER);
    assertThat(
            database.text(
                "select string_agg(revision || ' ' || kind, ',' order by revision) from journal where revision > 6"))
        .isEqualTo("7 note.written,8 note.written,10 registry.restored");
    assertThat(
            database.text("select string_agg(actor || ' ' || action, ',' order by id) from audit"))
        .isEqualTo(
            "user:ann DRAIN_WORKER,user:ann BACK_UP,user:bob LOG_IN,user:ann RESTORE_BACKUP");
    assertThat(
            database.text(
                "select holder_daemon_id || '/' || (lease_token is null) || '/' || (generation > 12) from shard_lease"))
        .isEqualTo("/true/true");
    assertThat(a.workers().size()).isEqualTo(1);
  }

  @Test
  void only_administrators_do_it_and_say_why() {
    Identity operator = new Identity(Actor.user("olga"), Set.of(Role.OPERATOR), "test");
    assertThatThrownBy(() -> backups.door().backUp("", new ByteArrayOutputStream(), operator))
        .isInstanceOf(NotPermitted.class);
    assertThatThrownBy(() -> backups.door().receive(because("no"), operator))
        .isInstanceOf(NotPermitted.class);
    assertThatThrownBy(() -> backups.door().receive(because(" "), ANN))
        .hasMessageContaining("reason");
  }

  private static void write(TestCoordinator coordinator, int entries) {
    coordinator
        .changes()
        .changeAlone(
            "write",
            () -> {
              for (int i = 0; i < entries; i++) {
                coordinator
                    .journal()
                    .append(TEST, "note.written", "x", JsonValue.NULL, JsonValue.NULL);
              }
              return true;
            });
  }
}
