/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.instance.jpa;

import io.roster.registry.cluster.ConnectionState;
import io.roster.registry.instance.InstanceView;
import io.roster.registry.instance.model.Labels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Makes instances of rows. */
final class InstanceRows {

  /** In the order in which {@link #read} takes them. */
  static final String COLUMNS =
      """
      i.instance_id, i.daemon_id, i.worker_id, i.engine, i.signals_endpoint, i.labels, i.capability_flags,
      i.execution_endpoint, i.execution_host_kind, i.last_heartbeat
      """;

  private InstanceRows() {}

  static InstanceView read(ResultSet row, ConnectionState state) throws SQLException {
    return new InstanceView(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        Labels.read(row.getString(6)),
        row.getLong(7),
        row.getString(8),
        row.getString(9),
        row.getObject(10, OffsetDateTime.class).toInstant(),
        state);
  }
}
