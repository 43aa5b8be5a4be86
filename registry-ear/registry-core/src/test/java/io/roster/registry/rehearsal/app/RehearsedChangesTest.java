/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.rehearsal.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.registry.key.TestCatalog;
import io.roster.registry.platform.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsedChangesTest {

  private static final List<String> ALL_ROWS =
      List.of("artifact", "artifact_index", "artifact_key", "journal");

  private final TestDatabase database = TestDatabase.clean();
  private final TestCatalog catalog = new TestCatalog("a", database);

  @BeforeEach
  void somethingIsThere() {
    String artifact = catalog.publish("a");
    catalog.swap("key", artifact);
  }

  @AfterEach
  void end() {
    catalog.close();
  }

  @Test
  void nothing_is_kept() {
    List<String> before = rows();
    long revision = catalog.coordinator().model().revision();

    catalog.rehearsal().rehearse();

    assertThat(rows()).isEqualTo(before);
    catalog.swap("other", catalog.publish("a"));
    assertThat(catalog.coordinator().model().revision()).isEqualTo(revision + 1);
  }

  @Test
  void each_statement_of_a_change_reaches_the_database() {
    List<String> heard = new ArrayList<>();
    for (String table : List.of("artifact", "artifact_index", "artifact_key")) {
      database.execute(refusing(table));
      try {
        catalog.rehearsal().rehearse();
      } catch (RuntimeException refused) {
        assertThat(refused).hasStackTraceContaining("ERROR: refused");
        heard.add(table);
      } finally {
        database.execute("drop trigger refuses on " + table);
      }
    }

    assertThat(heard).containsExactly("artifact", "artifact_index", "artifact_key");
  }

  private static String refusing(String table) {
    return "create or replace function refuse() returns trigger language plpgsql as"
        + " $$ begin raise exception 'refused'; end $$;"
        + " create trigger refuses before insert on "
        + table
        + " for each row execute function refuse()";
  }

  private List<String> rows() {
    return ALL_ROWS.stream()
        .map(table -> database.text("select count(*)::text from " + table))
        .toList();
  }
}
