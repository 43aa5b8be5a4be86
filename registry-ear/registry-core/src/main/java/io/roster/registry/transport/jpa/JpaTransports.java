/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.platform.jdbc.ResidentConnection.Work;
import io.roster.registry.platform.jdbc.TransactionSql;
import io.roster.registry.replica.ReplicaLoad;
import io.roster.registry.transport.model.ActiveTransport;
import io.roster.registry.transport.model.GroupKey;
import io.roster.registry.transport.model.GroupProgress;
import io.roster.registry.transport.model.Transport;
import io.roster.registry.transport.model.Transports;
import io.roster.registry.transport.model.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Transports through JPA; their counts with a statement each. */
@ApplicationScoped
public class JpaTransports implements Transports {

  private static final String NOW = "select clock_timestamp()";

  private static final String WANTED =
      "select artifact_id, view_id from transport where transport_id = ?";

  private static final String FREE =
      """
      with freed as (
        update replica_counter set current_requests = greatest(current_requests - 1, 0)
        where replica_id = ?
        returning current_requests, last_assigned_at)
      select freed.current_requests, freed.last_assigned_at, clock_timestamp()
      from (select 1) as one left join freed on true
      """;

  private static final String ASSIGNED =
      """
      select replica_id, count(*) from transport
      where group_kind = ? and group_id = ? and group_epoch = ?
      group by replica_id
      """;

  private static final String PROGRESS =
      """
      select group_kind, group_id, group_epoch, count(distinct group_part_id), max(completed_at)
      from transport
        join unnest(?::text[], ?::text[], ?::bigint[]) as wanted(group_kind, group_id, group_epoch)
          using (group_kind, group_id, group_epoch)
      where outcome = 'success'
      group by group_kind, group_id, group_epoch
      """;

  private static final String ABANDONED =
      """
      select %s from transport
      where status = 'in_progress' and created_at < clock_timestamp() - make_interval(secs => ?)
      order by created_at
      limit ?
      """
          .formatted(ActiveRow.COLUMNS);

  private static final String FORGET =
      """
      delete from transport where transport_id in (
        select transport_id from transport
        where created_at < clock_timestamp() - make_interval(secs => ?) and status = 'completed'
        limit ?
        for update skip locked)
      """;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public JpaTransports() {}

  public JpaTransports(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Instant now() {
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(NOW);
              ResultSet row = query.executeQuery()) {
            row.next();
            return instant(row, 1);
          }
        });
  }

  @Override
  public Optional<Transport> find(UUID transport) {
    // Locking reads the row anew, over what an earlier change of this transaction has not written.
    entities.flush();
    return Optional.ofNullable(
        entities.find(Transport.class, transport, LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public Optional<Wanted> wanted(UUID transport) {
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(WANTED)) {
            query.setObject(1, transport);
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(new Wanted(row.getString(1), row.getString(2)))
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public Freed free(UUID replica) {
    return call(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(FREE)) {
            update.setObject(1, replica);
            try (ResultSet row = update.executeQuery()) {
              row.next();
              OffsetDateTime assigned = row.getObject(2, OffsetDateTime.class);
              ReplicaLoad load =
                  assigned == null
                      ? ReplicaLoad.IDLE
                      : new ReplicaLoad(row.getLong(1), assigned.toInstant());
              return new Freed(load, instant(row, 3));
            }
          }
        });
  }

  @Override
  public Map<UUID, Long> assigned(GroupKey group) {
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(ASSIGNED)) {
            query.setString(1, group.kind());
            query.setString(2, group.id());
            query.setLong(3, group.epoch());
            Map<UUID, Long> assigned = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                assigned.put(row.getObject(1, UUID.class), row.getLong(2));
              }
            }
            return assigned;
          }
        });
  }

  @Override
  public Map<GroupKey, GroupProgress> progress(Set<GroupKey> groups) {
    if (groups.isEmpty()) {
      return Map.of();
    }
    List<GroupKey> keys = List.copyOf(groups);
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(PROGRESS)) {
            query.setArray(
                1, connection.createArrayOf("text", keys.stream().map(GroupKey::kind).toArray()));
            query.setArray(
                2, connection.createArrayOf("text", keys.stream().map(GroupKey::id).toArray()));
            query.setArray(
                3,
                connection.createArrayOf("bigint", keys.stream().map(GroupKey::epoch).toArray()));
            Map<GroupKey, GroupProgress> progress = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                progress.put(
                    new GroupKey(row.getString(1), row.getString(2), row.getLong(3)),
                    new GroupProgress(row.getLong(4), Optional.of(instant(row, 5))));
              }
            }
            return progress;
          }
        });
  }

  @Override
  public List<ActiveTransport> abandoned(Duration age, int most) {
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(ABANDONED)) {
            query.setDouble(1, age.toMillis() / 1e3);
            query.setInt(2, most);
            List<ActiveTransport> abandoned = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                abandoned.add(ActiveRow.read(row));
              }
            }
            return abandoned;
          }
        });
  }

  @Override
  public int forget(Duration age, int most) {
    return call(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setDouble(1, age.toMillis() / 1e3);
            delete.setInt(2, most);
            return delete.executeUpdate();
          }
        });
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private <T> T call(Work<T> work) {
    return TransactionSql.call(entities, work);
  }
}
