/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import io.roster.registry.platform.jdbc.Schema;
import io.roster.registry.platform.jdbc.SchemaProduct;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A real PostgreSQL, one for each JVM, with the product's own schema. Its session time zone differs
 * from the JVM's on purpose, so that a time that is written in one and read in the other is
 * noticed.
 */
public final class TestDatabase {

  private static final TestDatabase INSTANCE = new TestDatabase();

  /** All that changes, without the few rows that every database has from its first migration. */
  private static final String TABLES =
      """
      select string_agg(quote_ident(tablename), ', ') from pg_tables
      where schemaname = 'public'
        and tablename not in ('flyway_schema_history', 'journal_head', 'leadership', 'fleet_listening', 'schema_contract')
      """;

  private final EmbeddedPostgres postgres;
  private final EntityManagerFactory entities;

  private TestDatabase() {
    try {
      postgres = EmbeddedPostgres.builder().setServerConfig("timezone", "America/St_Johns").start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    new Schema(dataSource(), SchemaProduct.THIS).join("test", "1");
    entities =
        Persistence.createEntityManagerFactory(
            "roster",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", dataSource(),
                "eclipselink.target-server", "None"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** The database, as empty as after its first migration. */
  public static TestDatabase clean() {
    INSTANCE.execute("truncate " + INSTANCE.text(TABLES) + " cascade");
    INSTANCE.execute(
        "update journal_head set revision = 0, first_kept = 1, oldest = 1, restored = 0");
    INSTANCE.execute(
        "update leadership set holder = '', epoch = 0, expires_at = to_timestamp(0),"
            + " stand_back_epoch = 0, successor = ''");
    INSTANCE.execute(
        "update fleet_listening set listening_since = now() - interval '1 day', listened_until ="
            + " now()");
    return INSTANCE;
  }

  public DataSource dataSource() {
    return postgres.getPostgresDatabase();
  }

  /** A database beside it with nothing in it. */
  public DataSource empty(String name) {
    execute("drop database if exists " + name + " with (force)");
    execute("create database " + name);
    return postgres.getDatabase("postgres", name);
  }

  /** Work in a transaction that is committed at its end. */
  public <T> T inTransaction(Function<EntityManager, T> work) {
    EntityManager manager = entities.createEntityManager();
    try {
      manager.getTransaction().begin();
      T result = work.apply(manager);
      manager.getTransaction().commit();
      return result;
    } finally {
      if (manager.getTransaction().isActive()) {
        manager.getTransaction().rollback();
      }
      manager.close();
    }
  }

  public void doInTransaction(Consumer<EntityManager> work) {
    inTransaction(
        manager -> {
          work.accept(manager);
          return true;
        });
  }

  public void execute(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The first column of the first row, as text; empty when there is none. */
  public String text(String sql, Object... parameters) {
    try (Connection connection = dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? String.valueOf(row.getObject(1)) : "";
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void close() {
    try {
      entities.close();
      postgres.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
