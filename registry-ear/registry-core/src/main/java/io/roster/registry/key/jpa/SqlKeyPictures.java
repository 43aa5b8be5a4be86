/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.key.jpa;

import io.roster.registry.key.KeyMapping;
import io.roster.registry.key.model.KeyPictures;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.RowStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Keys as they are committed. */
@ApplicationScoped
public class SqlKeyPictures implements KeyPictures {

  static final String ALL =
      "select key, artifact_id, replica_uuid, daemon_address, ttl_seconds, generation, kind from artifact_key";

  private final DataSource database;

  /** Past the pool, which may be taking part in somebody's transaction. */
  public SqlKeyPictures() {
    this(new ConfiguredDataSource());
  }

  public SqlKeyPictures(DataSource database) {
    this.database = database;
  }

  @Override
  public void each(Consumer<KeyMapping> reader) {
    RowStream.read(database, ALL, row -> reader.accept(read(row)));
  }

  static KeyMapping read(ResultSet row) throws SQLException {
    Long ttl = row.getObject(5, Long.class);
    return new KeyMapping(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        ttl == null ? OptionalLong.empty() : OptionalLong.of(ttl),
        row.getLong(6),
        KeyMapping.Kind.valueOf(row.getString(7)));
  }
}
