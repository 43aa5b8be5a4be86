/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.model.WorkerRepository.Endpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up who holds many endpoints, one by one, so that the plan is that of the index. */
final class EndpointHoldersSql {

  private static final String FIND =
      """
      select w.node_address, w.grpc_port, w.daemon_id
      from unnest(?::text[], ?::integer[]) as e(address, port)
        cross join lateral (
          select * from worker x where x.node_address = e.address and x.grpc_port = e.port limit 1) w
      """;

  private EndpointHoldersSql() {}

  static Map<Endpoint, String> find(Connection connection, List<Endpoint> endpoints)
      throws SQLException {
    Map<Endpoint, String> holders = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setArray(
          1,
          connection.createArrayOf(
              "text", endpoints.stream().map(Endpoint::nodeAddress).toArray()));
      query.setArray(
          2,
          connection.createArrayOf(
              "integer", endpoints.stream().map(Endpoint::grpcPort).toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          holders.put(new Endpoint(row.getString(1), row.getInt(2)), row.getString(3));
        }
      }
    }
    return holders;
  }
}
