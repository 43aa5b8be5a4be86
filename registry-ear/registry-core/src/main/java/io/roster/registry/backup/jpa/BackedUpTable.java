/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.jpa;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables that a backup has, in the order in which changes lock them and rows can be put in. The
 * others are of the coordinators that run, not of the state: who leads, who is there, who listens,
 * how far the schema and the journal are.
 */
enum BackedUpTable {
  WORKER(Way.STATE),
  WORKER_LIVENESS(Way.STATE),
  WORKER_RECONCILE(Way.STATE),
  INSTANCE(Way.STATE),
  ARTIFACT(Way.STATE),
  ARTIFACT_INDEX(Way.STATE),
  ARTIFACT_KEY(Way.STATE),
  REPLICA(Way.STATE),
  REPLICA_COUNTER(Way.STATE),
  TRANSPORT(Way.STATE),
  TRANSPORT_REQUEST(Way.STATE),
  CHUNK_LOCATION(Way.STATE),
  COMMAND(Way.STATE),
  CLIENT_REQUEST(Way.STATE),
  ACCOUNT(Way.STATE),
  LOG_IN_FAILURE(Way.STATE),
  /** Promises to those who live; an older one must not come back beside them. */
  SHARD_LEASE(Way.CONTINUED),
  /** What happened has happened. */
  AUDIT(Way.CONTINUED),
  JOURNAL(Way.CONTINUED);

  /** What a restore does with a table. */
  private enum Way {
    /** It is as it was. */
    STATE,
    /** It goes on as it is, unless a lost cluster comes back, of which only the backup knows. */
    CONTINUED
  }

  private final Way way;

  BackedUpTable(Way way) {
    this.way = way;
  }

  /** As the database calls it. */
  String tableName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static List<BackedUpTable> all() {
    return List.of(values());
  }

  /** Those that are as they were after an earlier state of the same cluster came back. */
  static List<BackedUpTable> state() {
    return Arrays.stream(values()).filter(table -> table.way == Way.STATE).toList();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(BackedUpTable::tableName).toList();
  }

  /**
   * Only readers go on. In the order in which changes lock, and what they lock first and last is
   * first and last here too.
   */
  static String lock() {
    return "lock table leadership, "
        + String.join(", ", names())
        + ", journal_head in exclusive mode";
  }

  String delete() {
    return "delete from " + tableName();
  }

  String copyOut(List<String> columns) {
    return "copy " + tableName() + columns(columns) + " to stdout";
  }

  String copyIn(List<String> columns) {
    return "copy " + tableName() + columns(columns) + " from stdin";
  }

  private static String columns(List<String> columns) {
    return columns.stream()
        .map(column -> '"' + column.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(", ", " (", ")"));
  }
}
