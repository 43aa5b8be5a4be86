/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.jpa;

import io.roster.registry.platform.jdbc.ResidentConnection.Work;
import io.roster.registry.platform.jdbc.TransactionSql;
import io.roster.registry.transport.model.QueuedRequest;
import io.roster.registry.transport.model.Ticket;
import io.roster.registry.transport.model.TransportQueue;
import io.roster.registry.transport.model.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Those who wait, in PostgreSQL. */
@ApplicationScoped
public class SqlTransportQueue implements TransportQueue {

  private static final String ENQUEUE =
      """
      insert into transport_request as q (%s, state, asked_by, created_at, deadline, awaited_until)
      values (%s, 'enqueued', ?, clock_timestamp(), clock_timestamp() + make_interval(secs => ?),
        clock_timestamp() + make_interval(secs => ?))
      on conflict (request_id) do update
      set (%s) = row(%s),
          created_at = case when q.state = 'enqueued' then q.created_at else excluded.created_at end,
          deadline = case when q.state = 'enqueued' then greatest(q.deadline, excluded.deadline)
                     else excluded.deadline end,
          state = 'enqueued', asked_by = excluded.asked_by, awaited_until = excluded.awaited_until, decided_at = null
      """
          .formatted(
              TicketColumns.NAMES,
              TicketColumns.PARAMETERS,
              TicketColumns.NAMES,
              TicketColumns.NAMES.replaceAll("(\\w+)", "excluded.$1"));

  // Whoever waits may be ending their waiting at this moment: what they hold is left to them.
  private static final String EXPIRE =
      """
      update transport_request q set state = 'expired', decided_at = clock_timestamp()
      from (
        select request_id from transport_request where state = 'enqueued' and deadline <= clock_timestamp()
        for update skip locked) late
      where q.request_id = late.request_id
      """;

  private static final String SCAN =
      """
      select %s, created_at from transport_request
      where state = 'enqueued' and deadline > clock_timestamp() and awaited_until > clock_timestamp()
        and (artifact_id, view_id) not in (select * from unnest(?::text[], ?::text[]))
      order by created_at, request_id
      limit ?
      """
          .formatted(TicketColumns.NAMES);

  private static final String HOLD =
      """
      select %s, created_at from transport_request
      where request_id = any(?) and state = 'enqueued' and deadline > clock_timestamp()
      for update skip locked
      """
          .formatted(TicketColumns.NAMES);

  private static final String DISPATCHED =
      "update transport_request set state = 'dispatched', decided_at = clock_timestamp() where request_id = ?";

  private static final String CANCEL =
      """
      with gone as (
        select * from unnest(?::text[], ?::uuid[]) as g(request_id, call)),
      ended as (
        update transport_request q set state = 'cancelled', decided_at = clock_timestamp()
        from gone where q.request_id = gone.request_id and q.asked_by = gone.call and q.state = 'enqueued')
      select t.transport_id
      from gone
        join transport_request q on q.request_id = gone.request_id and q.asked_by = gone.call
        join transport t on t.request_id = q.request_id and t.status = 'in_progress'
      where q.state = 'dispatched'
      """;

  private static final String FORGET =
      """
      delete from transport_request where request_id in (
        select request_id from transport_request
        where decided_at < clock_timestamp() - make_interval(secs => ?)
          or (state = 'enqueued' and deadline < clock_timestamp() - make_interval(secs => ?))
        limit ?
        for update skip locked)
      """;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public SqlTransportQueue() {}

  public SqlTransportQueue(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Situation situation(Ticket ticket, UUID call) {
    return call(connection -> SituationSql.look(connection, ticket, call));
  }

  @Override
  public Optional<String> contradiction(Ticket ticket) {
    return ticket
        .group()
        .flatMap(
            group -> call(connection -> GroupContractSql.contradiction(connection, ticket, group)));
  }

  @Override
  public void enqueue(Ticket ticket, UUID call, Duration patience) {
    call(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(ENQUEUE)) {
            int next = TicketColumns.bind(insert, 1, ticket);
            insert.setObject(next++, call);
            insert.setDouble(next++, patience.toMillis() / 1e3);
            insert.setDouble(next, AwaitRequestsSql.AWAITED_SECONDS);
            return insert.executeUpdate();
          }
        });
  }

  @Override
  public void expire() {
    call(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(EXPIRE)) {
            return update.executeUpdate();
          }
        });
  }

  @Override
  public List<QueuedRequest> scan(int most, Set<Wanted> exceptFor) {
    List<Wanted> left = List.copyOf(exceptFor);
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(SCAN)) {
            query.setArray(
                1,
                connection.createArrayOf("text", left.stream().map(Wanted::artifactId).toArray()));
            query.setArray(
                2, connection.createArrayOf("text", left.stream().map(Wanted::viewId).toArray()));
            query.setInt(3, most);
            return read(query);
          }
        });
  }

  @Override
  public List<QueuedRequest> hold(Collection<String> requestIds) {
    return call(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(HOLD)) {
            query.setArray(1, connection.createArrayOf("text", requestIds.toArray()));
            return read(query);
          }
        });
  }

  private static List<QueuedRequest> read(PreparedStatement query) throws SQLException {
    List<QueuedRequest> requests = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        requests.add(
            new QueuedRequest(
                TicketColumns.read(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant()));
      }
    }
    return requests;
  }

  @Override
  public void dispatched(String requestId) {
    call(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(DISPATCHED)) {
            update.setString(1, requestId);
            return update.executeUpdate();
          }
        });
  }

  @Override
  public List<UUID> cancel(Map<String, UUID> calls) {
    List<Map.Entry<String, UUID>> gone = List.copyOf(calls.entrySet());
    return call(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(CANCEL)) {
            update.setArray(
                1,
                connection.createArrayOf("text", gone.stream().map(Map.Entry::getKey).toArray()));
            update.setArray(
                2,
                connection.createArrayOf("uuid", gone.stream().map(Map.Entry::getValue).toArray()));
            List<UUID> unheard = new ArrayList<>();
            try (ResultSet row = update.executeQuery()) {
              while (row.next()) {
                unheard.add(row.getObject(1, UUID.class));
              }
            }
            return unheard;
          }
        });
  }

  @Override
  public int forget(Duration age, int most) {
    return call(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setDouble(1, age.toMillis() / 1e3);
            delete.setDouble(2, age.toMillis() / 1e3);
            delete.setInt(3, most);
            return delete.executeUpdate();
          }
        });
  }

  private <T> T call(Work<T> work) {
    return TransactionSql.call(entities, work);
  }
}
