/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.backup.jpa;

import static io.roster.registry.backup.EveryTable.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.TestCoordinator;
import io.roster.registry.backup.BackingUp;
import io.roster.registry.backup.EveryTable;
import io.roster.registry.platform.TestDatabase;
import io.roster.registry.platform.jdbc.Schema;
import io.roster.registry.platform.jdbc.SchemaProduct;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class BackedUpTableTest {

  /**
   * They belong to the coordinators that run. A restore moves some of them on, but brings none of
   * them back.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "cluster",
          "coordinator",
          "fleet_listening",
          "flyway_schema_history",
          "journal_head",
          "leadership",
          "schema_contract");

  private final TestDatabase database = TestDatabase.clean();

  @Test
  void each_table_of_the_schema_is_in_a_backup_or_left_out_on_purpose() throws SQLException {
    List<String> known = new ArrayList<>(BackedUpTable.names());
    known.addAll(LEFT_OUT);
    // Other tests have tables of their own.
    DataSource untouched = database.empty("untouched");
    new Schema(untouched, SchemaProduct.THIS).join("test", "1");
    try (Connection connection = untouched.getConnection()) {
      assertThat(StandingSql.columns(connection).keySet())
          .as("a migration that adds a table says in BackedUpTable, or here, what backups do")
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }

  @Test
  void each_table_comes_back_as_it_was() {
    EveryTable.write(database);
    Map<String, String> before = contents();
    assertThat(before).as("a row of each table is needed here").doesNotContainValue("");
    try (TestCoordinator coordinator = new TestCoordinator("c", database)) {
      BackingUp backups = new BackingUp(coordinator, database);
      byte[] backup = backups.backUp();
      for (BackedUpTable table : BackedUpTable.state()) {
        database.execute("truncate " + table.tableName() + " cascade");
      }

      backups.restore(backup);
    }

    Map<String, String> after = contents();
    for (BackedUpTable table : BackedUpTable.state()) {
      String name = table.tableName();
      if (!Set.of("worker_reconcile", "account").contains(name)) {
        assertThat(after.get(name)).as(name).isEqualTo(before.get(name));
      }
    }
    assertThat(
            database.text(
                "select request_seq || ' ' || last_reconcile_result from worker_reconcile"))
        .isEqualTo("17 APPLIED");
    assertThat(database.text("select role || ' ' || password_hash || ' ' || state from account"))
        .isEqualTo("ADMIN $hash$ ENABLED");
    assertThat(after.get("shard_lease")).isEqualTo(before.get("shard_lease"));
  }

  private Map<String, String> contents() {
    Map<String, String> contents = new HashMap<>();
    for (String table : BackedUpTable.names()) {
      contents.put(table, content(database, table));
    }
    return contents;
  }
}
