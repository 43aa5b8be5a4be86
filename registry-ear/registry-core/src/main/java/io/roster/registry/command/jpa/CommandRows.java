/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.command.Command;
import io.roster.registry.command.CommandKind;
import io.roster.registry.command.CommandState;
import io.roster.registry.command.Order;
import io.roster.registry.platform.JsonValues;
import jakarta.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes commands of rows. */
final class CommandRows {

  /** In the order in which {@link #read} takes them. */
  static final String COLUMNS =
      """
      c.id, c.kind, c.target, c.worker_id, cast(c.parameters as text), c.reason, c.actor, c.idempotency_key, c.state,
      c.detail, c.deliveries, c.created_at, c.deadline, c.updated_at
      """;

  private CommandRows() {}

  static Command read(ResultSet row) throws SQLException {
    String worker = row.getString(4);
    return new Command(
        row.getObject(1, UUID.class),
        new Order(
            CommandKind.valueOf(row.getString(2)), row.getString(3), parameters(row.getString(5))),
        worker.isEmpty() ? Optional.empty() : Optional.of(new WorkerId(worker)),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        CommandState.valueOf(row.getString(9)),
        row.getString(10),
        row.getInt(11),
        instant(row, 12),
        instant(row, 13),
        instant(row, 14));
  }

  private static Map<String, String> parameters(String json) {
    JsonObject object = JsonValues.readObject(json);
    Map<String, String> parameters = new HashMap<>();
    object.forEach((name, unused) -> parameters.put(name, object.getString(name)));
    return parameters;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
