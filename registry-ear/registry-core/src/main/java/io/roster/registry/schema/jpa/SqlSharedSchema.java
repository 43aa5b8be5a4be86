/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.schema.jpa;

import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.MigratingDataSource;
import io.roster.registry.platform.jdbc.Schema;
import io.roster.registry.platform.jdbc.SchemaMembersSql;
import io.roster.registry.platform.jdbc.SchemaProduct;
import io.roster.registry.platform.jdbc.SqlFailures;
import io.roster.registry.schema.SchemaStatus;
import io.roster.registry.schema.SchemaStatus.Member;
import io.roster.registry.schema.model.SharedSchema;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** The schema of the configured database. */
@ApplicationScoped
public class SqlSharedSchema implements SharedSchema {

  @Override
  public SchemaStatus status() {
    return ask(
        schema ->
            new SchemaStatus(
                schema.known(),
                schema.oldestWriter(),
                schema.pendingContractions(),
                members(schema.members())));
  }

  @Override
  public List<Member> contract() {
    return ask(schema -> members(schema.contract()));
  }

  private static List<Member> members(List<SchemaMembersSql.Member> read) {
    return read.stream()
        .map(one -> new Member(one.coordinator(), one.version(), one.known(), one.beside()))
        .toList();
  }

  /** Asked for seldom, so that nothing of it is kept. */
  private static <T> T ask(Function<Schema, T> question) {
    try {
      return question.apply(new Schema(new MigratingDataSource(), SchemaProduct.THIS));
    } catch (IllegalStateException failed) {
      if (SqlFailures.meaning(failed) == SqlFailures.Meaning.AWAY) {
        throw new DatabaseAway(failed);
      }
      throw failed;
    }
  }
}
