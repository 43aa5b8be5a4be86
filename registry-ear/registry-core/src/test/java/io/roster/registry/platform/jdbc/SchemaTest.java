/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.registry.admin.jpa.SqlPresenceLog;
import io.roster.registry.admin.model.PresenceLog.Presence;
import io.roster.registry.platform.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Coordinators of this version and of one to come share a database. */
class SchemaTest {

  private static final SchemaProduct THIS = SchemaProduct.THIS;

  private static final SchemaProduct NEXT =
      new SchemaProduct(
          List.of("classpath:db/migrations", "classpath:db/next"),
          List.of("classpath:db/next-contractions"),
          9);

  private static final SchemaProduct FAR_AHEAD =
      new SchemaProduct(NEXT.expansions(), NEXT.contractions(), 901);

  private final DataSource database = TestDatabase.clean().empty("schema_test");

  private Schema schema(SchemaProduct product) {
    return new Schema(database, product);
  }

  private void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private boolean isTrue(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select " + sql)) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void says(String coordinator) {
    new SqlPresenceLog(database).say(new Presence(coordinator, "1", "127.0.0.1", 1, 2, 0, 0.1));
  }

  private void fallSilent(String coordinator) {
    execute(
        "update coordinator set seen_at = seen_at - interval '2 minutes',"
            + " schema_said_at = schema_said_at - interval '2 minutes' where name = '"
            + coordinator
            + "'");
  }

  private boolean worksFor(Schema schema) {
    try (Connection connection = database.getConnection()) {
      return schema.problem(connection).isEmpty();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void those_that_start_together_on_an_empty_database_all_join() {
    IntStream.range(0, 4)
        .parallel()
        .forEach(number -> schema(THIS).join("coordinator-" + number, "1"));

    assertThat(schema(THIS).members())
        .extracting(SchemaMembersSql.Member::coordinator)
        .containsExactly("coordinator-0", "coordinator-1", "coordinator-2", "coordinator-3");
    assertThat(schema(THIS).oldestWriter()).isEqualTo(1);
  }

  @Test
  void a_newer_one_expands_beside_an_older_one_which_may_come_back() {
    schema(THIS).join("old", "1");

    schema(NEXT).join("new", "2");

    assertThat(worksFor(schema(THIS))).isTrue();
    schema(THIS).join("old", "1");
    assertThat(worksFor(schema(NEXT))).isTrue();
  }

  @Test
  void nothing_is_taken_away_while_an_older_one_lives() {
    schema(THIS).join("old", "1");
    schema(NEXT).join("new", "2");

    assertThat(schema(NEXT).contract())
        .extracting(SchemaMembersSql.Member::coordinator)
        .containsExactly("old");

    assertThat(schema(NEXT).oldestWriter()).isEqualTo(1);
    assertThat(
            isTrue(
                "exists (select from information_schema.columns where column_name ="
                    + " 'pool_total_bytes')"))
        .isTrue();
  }

  @Test
  void after_the_contraction_an_older_one_is_refused_with_a_sentence() {
    schema(THIS).join("old", "1");
    schema(NEXT).join("new", "2");
    fallSilent("old");

    assertThat(schema(NEXT).contract()).isEmpty();

    assertThat(schema(NEXT).oldestWriter()).isEqualTo(901);
    assertThat(schema(NEXT).pendingContractions()).isEmpty();
    assertThat(worksFor(schema(THIS))).as("one that hung meanwhile").isFalse();
    assertThatThrownBy(() -> schema(THIS).join("old", "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("too old for its database")
        .hasMessageContaining("Start a coordinator that knows version 901");
    schema(NEXT).join("another", "2");
    assertThat(schema(NEXT).contract()).as("again").isEmpty();
  }

  @Test
  void one_that_is_too_new_for_those_that_live_is_refused_and_changes_nothing() {
    schema(THIS).join("old", "1");

    assertThatThrownBy(() -> schema(FAR_AHEAD).join("new", "3"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("too new to run beside old (version 1)")
        .hasMessageContaining("or stop all older ones");

    assertThat(isTrue("exists (select from flyway_schema_history where version = '0901')"))
        .isFalse();
    fallSilent("old");
    schema(FAR_AHEAD).join("new", "3");
    assertThatThrownBy(() -> schema(THIS).join("old", "1"))
        .hasMessageContaining("too old to run beside new (version 3)");
  }

  @Test
  void what_a_newer_one_said_does_not_count_for_an_older_one_of_the_same_name() {
    schema(NEXT).join("same", "2");
    says("same");
    assertThat(schema(NEXT).members().get(0).known()).isEqualTo(901);

    // As version 9 says it, which knows nothing of the schema's columns.
    execute("update coordinator set seen_at = clock_timestamp() + interval '2 seconds'");

    assertThat(schema(NEXT).members().get(0).known()).isEqualTo(9);
    assertThat(schema(NEXT).contract()).hasSize(1);
  }
}
