/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.facts.Topology;
import io.roster.registry.facts.Topology.Flow;
import io.roster.registry.facts.TransportCondition;
import io.roster.registry.facts.TransportEnd;
import io.roster.registry.facts.TransportFact;
import io.roster.registry.facts.TransportFilter;
import io.roster.registry.facts.TransportSort;
import io.roster.registry.facts.WaitingFact;
import io.roster.registry.facts.WaitingReason;
import io.roster.registry.facts.WaitingSort;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.page.jpa.SortColumn;
import io.roster.registry.transport.TransportGroup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Transports, and the requests that wait for one. */
final class TransportsSql {

  private static final String ACTIVE =
      "select count(*) from transport where status = 'in_progress' and ";

  private static final List<SortColumn> ORDER =
      List.of(SortColumn.time("t.created_at"), SortColumn.uuid("t.transport_id"));

  private static final List<SortColumn> WAITING_ORDER =
      List.of(SortColumn.time("q.created_at"), SortColumn.text("q.request_id"));

  private static final String POSITION =
      """
      (select count(*) from transport_request o
       where o.state = 'enqueued' and (o.created_at, o.request_id) <= (p.created_at, p.request_id)) as position
      """;

  private static final String FLOWS =
      """
      select source_worker_id, requester_worker_id, count(*) as transports, sum(memory_size)::bigint as bytes
      from transport where status = 'in_progress'
      group by 1, 2 order by 3 desc, 1, 2 limit ?
      """;

  private static final int MOST_PAIRS = 20_000;

  private final Reader reader;

  TransportsSql(Reader reader) {
    this.reader = reader;
  }

  Page<TransportFact> list(TransportFilter filter, Paging<TransportSort> paging) {
    ListSql list =
        new ListSql("transports", "t.*", "", "transport t")
            .where("t.artifact_id = ?", filter.artifactId());
    filter
        .workerId()
        .ifPresent(
            worker ->
                list.where(
                    "(t.source_worker_id = ? or t.requester_worker_id = ?)", worker, worker));
    if (!filter.conditions().isEmpty()) {
      list.where(
          filter.conditions().stream()
              .map(TransportsSql::is)
              .sorted()
              .collect(Collectors.joining(" or ", "(", ")")));
    }
    return list.read(reader.database(), paging, ORDER, TransportsSql::fact);
  }

  /** With constants, by which the database finds the indexes of the few. */
  private static String is(TransportCondition condition) {
    return condition == TransportCondition.IN_PROGRESS
        ? "t.status = 'in_progress'"
        : "t.outcome = '" + condition.name().toLowerCase(Locale.ROOT) + "'";
  }

  Optional<TransportFact> find(UUID transport) {
    return reader.one(
        "select * from transport where transport_id = ?", TransportsSql::fact, transport);
  }

  private static TransportFact fact(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new TransportFact(
        row.getObject("transport_id", UUID.class),
        row.getString("request_id"),
        row.getString("artifact_id"),
        row.getString("view_id"),
        row.getObject("replica_id", UUID.class),
        new TransportEnd(
            row.getString("source_worker_id"),
            row.getString("source_node_id"),
            row.getString("source_address"),
            row.getLong("source_port")),
        requester(row),
        group(row),
        row.getLong("memory_size"),
        outcome.isEmpty()
            ? TransportCondition.IN_PROGRESS
            : TransportCondition.valueOf(outcome.toUpperCase(Locale.ROOT)),
        row.getString("outcome_detail"),
        Reader.time(row, "created_at"),
        Reader.timeIfAny(row, "completed_at"));
  }

  private static TransportEnd requester(ResultSet row) throws SQLException {
    return new TransportEnd(
        row.getString("requester_worker_id"),
        row.getString("requester_node_id"),
        row.getString("requester_address"),
        row.getLong("requester_port"));
  }

  private static Optional<TransportGroup> group(ResultSet row) throws SQLException {
    String id = row.getString("group_id");
    return id == null
        ? Optional.empty()
        : Optional.of(
            new TransportGroup(
                row.getString("group_kind"),
                id,
                row.getLong("group_epoch"),
                row.getLong("group_total_parts"),
                row.getString("group_part_id"),
                row.getLong("group_priority")));
  }

  Page<WaitingFact> waiting(TransportFilter filter, Paging<WaitingSort> paging) {
    return new ListSql("waiting", "q.*", POSITION, "transport_request q")
        .where("q.state = 'enqueued'")
        .where("q.artifact_id = ?", filter.artifactId())
        .where("q.requester_worker_id = ?", filter.workerId())
        .read(reader.database(), paging, WAITING_ORDER, TransportsSql::waiting);
  }

  private static WaitingFact waiting(ResultSet row) throws SQLException {
    return new WaitingFact(
        row.getString("request_id"),
        row.getLong("position"),
        row.getString("artifact_id"),
        row.getString("view_id"),
        requester(row),
        group(row),
        WaitingReason.NO_REPLICA,
        Reader.time(row, "created_at"),
        Reader.time(row, "deadline"));
  }

  long activeFrom(String workerId) {
    return reader.number(ACTIVE + "source_worker_id = ?", workerId);
  }

  long activeTo(String workerId) {
    return reader.number(ACTIVE + "requester_worker_id = ?", workerId);
  }

  long activeOf(String artifactId) {
    return reader.number(ACTIVE + "artifact_id = ?", artifactId);
  }

  long activeOf(UUID replica) {
    return reader.number(ACTIVE + "replica_id = ?", replica);
  }

  long waitingFor(String artifactId) {
    return reader.number(
        "select count(*) from transport_request where state = 'enqueued' and artifact_id = ?",
        artifactId);
  }

  /** Between workers; many more than a picture shows, since groups are made of them. */
  List<Flow> flows() {
    return reader.all(
        FLOWS,
        row ->
            new Flow(
                row.getString("source_worker_id"),
                row.getString("requester_worker_id"),
                row.getLong("transports"),
                row.getLong("bytes")),
        Math.max(MOST_PAIRS, Topology.MOST_FLOWS));
  }
}
