/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.transport.model.ActiveTransport;
import io.roster.registry.transport.model.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A transport in progress in its columns. */
final class ActiveRow {

  static final String COLUMNS = "transport_id, artifact_id, view_id, replica_id, created_at";

  private ActiveRow() {}

  static ActiveTransport read(ResultSet row) throws SQLException {
    return new ActiveTransport(
        row.getObject(1, UUID.class),
        new Wanted(row.getString(2), row.getString(3)),
        row.getObject(4, UUID.class),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }
}
