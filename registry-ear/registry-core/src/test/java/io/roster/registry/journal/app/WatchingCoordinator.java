/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.TestCoordinator;
import io.roster.registry.cluster.jpa.StateOfWorkers;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchQuery.Beginning;
import io.roster.registry.journal.WatchService.Watch;
import io.roster.registry.journal.Watcher;
import io.roster.registry.journal.jpa.SqlJournalReader;
import io.roster.registry.journal.jpa.SqlWholeState;
import io.roster.registry.platform.Actor;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.replica.jpa.StateOfReplicas;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.List;

/** A coordinator that serves watches. */
final class WatchingCoordinator implements AutoCloseable {

  private static final Actor TEST = Actor.system("test");

  private final TestCoordinator coordinator;
  private final Watches watches;

  WatchingCoordinator(String name, TestDatabase database) {
    this(name, database, 100);
  }

  WatchingCoordinator(String name, TestDatabase database, int mostWatches) {
    coordinator = new TestCoordinator(name, database);
    watches =
        new Watches(
            coordinator.tail(),
            new SqlJournalReader(database.dataSource()),
            new SqlWholeState(
                database.dataSource(), List.of(new StateOfWorkers(), new StateOfReplicas())),
            mostWatches);
    watches.start(TestCoordinator.threads());
  }

  Watches watches() {
    return watches;
  }

  TestCoordinator core() {
    return coordinator;
  }

  /** Begins to watch, as a client that takes what it gets. */
  Watch watch(Beginning beginning, Watcher watcher) {
    return watch(WatchQuery.everything(beginning), watcher);
  }

  Watch watch(WatchQuery query, Watcher watcher) {
    Watch watch = watches.watch(query, watcher);
    watch.ready();
    return watch;
  }

  /** Makes a change of a note; notes have no table. Returns its revision. */
  long note(String subject, int number) {
    return write("note.written", subject, Json.createObjectBuilder().add("n", number).build());
  }

  /** Makes many changes with one commit. */
  void notes(int many) {
    coordinator
        .changes()
        .change(
            "notes",
            "write",
            () -> {
              for (int i = 0; i < many; i++) {
                coordinator
                    .journal()
                    .append(TEST, "note.written", "x", JsonValue.NULL, JsonValue.NULL);
              }
              return true;
            });
  }

  long write(String kind, String subject, JsonValue after) {
    coordinator
        .changes()
        .change(
            subject,
            "write",
            () -> {
              coordinator.journal().append(TEST, kind, subject, JsonValue.NULL, after);
              return true;
            });
    return coordinator.model().revision();
  }

  @Override
  public void close() {
    watches.stop();
    coordinator.close();
  }
}
