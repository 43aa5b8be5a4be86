/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.jpa;

import io.roster.registry.replica.ReplicaPlace;
import io.roster.registry.replica.ReplicaView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads and locks what lies at many places. */
final class LockReplicasSql {

  // Places are asked for in one order, so that two transactions about the same ones cannot wait for
  // each other; and one by one, so that no plan that was made while the table was small reads it
  // all.
  private static final String STATEMENT =
      "select "
          + ReplicaRows.COLUMNS
          + " from (select * from "
          + ReplicaArrays.PLACES
          + """
             order by artifact_id, view_id, node_id, node_address, node_port, memory_type, device_id) p
            cross join lateral (
              select * from replica x
              where x.artifact_id = p.artifact_id and x.view_id = p.view_id and x.node_id = p.node_id
                and x.node_address = p.node_address and x.node_port = p.node_port
                and x.memory_type = p.memory_type and x.device_id = p.device_id
              for update) r
            """;

  private LockReplicasSql() {}

  static Map<ReplicaPlace, ReplicaView> at(Connection connection, Collection<ReplicaPlace> places)
      throws SQLException {
    Map<ReplicaPlace, ReplicaView> found = new HashMap<>();
    ReplicaRows rows = new ReplicaRows();
    try (PreparedStatement query = connection.prepareStatement(STATEMENT)) {
      ReplicaArrays.placesInto(query, places);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ReplicaView replica = rows.read(row);
          found.put(replica.place(), replica);
        }
      }
    }
    return found;
  }
}
