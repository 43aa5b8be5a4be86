/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.facts.BeatStrip;
import io.roster.registry.facts.BeatStrip.Tick;
import io.roster.registry.facts.Sync;
import io.roster.registry.facts.WorkerCondition;
import io.roster.registry.facts.WorkerFact;
import io.roster.registry.facts.WorkerFilter;
import io.roster.registry.facts.WorkerSort;
import io.roster.registry.facts.model.DrawnWorker;
import io.roster.registry.facts.model.FleetTally;
import io.roster.registry.facts.model.WorkerRow;
import io.roster.registry.page.Page;
import io.roster.registry.page.Paging;
import io.roster.registry.page.jpa.ListSql;
import io.roster.registry.page.jpa.SortColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Workers. There are ten thousand at most, so that any order is found by sorting. */
final class WorkersSql {

  private static final String FROM =
      """
      worker w
        join worker_liveness l using (worker_id)
        join worker_reconcile r using (worker_id)
        cross join fleet_listening f
      """;

  private static final String SYNC =
      """
      case when l.acknowledged_version = 0 then 'UNKNOWN' when l.sync_wanted then 'STALE' else 'AGREED' end
      """;

  private static final String COLUMNS =
      """
      w.worker_id, w.daemon_id, w.node_id, w.node_address, w.grpc_port, w.p2p_port, w.draining, w.registered_at,
      w.inactive_at, w.pool_total_bytes, l.pool_available_bytes, l.accepting, l.capability_flags, l.last_heartbeat,
      l.acknowledged_version, l.beats_heard, l.beats_late, r.generation, r.request_seq, r.state_version,
      r.last_reconcile_result, extract(epoch from clock_timestamp() - greatest(l.last_heartbeat, f.listening_since)) as silence,
      %s as sync, %s as condition
      """;

  private static final String REPLICAS =
      "(select count(*) from replica c where c.worker_id = p.worker_id) as replicas";

  private final Reader reader;
  private final LivenessPolicy policy;
  private final String condition;
  private final String columns;

  WorkersSql(Reader reader, LivenessPolicy policy) {
    this.reader = reader;
    this.policy = policy;
    this.condition =
        """
        case when w.inactive_at is not null then 'GONE'
          when greatest(l.last_heartbeat, f.listening_since) < clock_timestamp() - interval '%d milliseconds' then 'SILENT'
          when w.draining then 'DRAINING'
          when not l.accepting then 'NOT_ACCEPTING'
          else 'READY' end
        """
            .formatted(policy.timeout().toMillis());
    this.columns = COLUMNS.formatted(SYNC, condition);
  }

  Page<WorkerFact> list(WorkerFilter filter, Paging<WorkerSort> paging) {
    ListSql list = new ListSql("workers", columns, REPLICAS, FROM);
    where(list, filter.conditions());
    list.whereAny("(" + SYNC + ")", filter.syncs()).where("w.node_id = ?", filter.nodeId());
    filter.text().filter(text -> !text.isBlank()).ifPresent(text -> contains(list, text.strip()));
    return list.read(reader.database(), paging, order(paging.sort()), this::fact);
  }

  private void where(ListSql list, Set<WorkerCondition> conditions) {
    if (!conditions.contains(WorkerCondition.GONE)) {
      list.where("w.inactive_at is null");
    }
    list.whereAny("(" + condition + ")", conditions);
  }

  private static void contains(ListSql list, String text) {
    String pattern =
        "%"
            + text.toLowerCase(Locale.ROOT)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
            + "%";
    list.where(
        "lower(w.worker_id || ' ' || w.daemon_id || ' ' || w.node_id || ' ' || w.node_address ||"
            + " ':' || w.grpc_port) like ?",
        pattern);
  }

  private static List<SortColumn> order(WorkerSort sort) {
    SortColumn id = SortColumn.text("w.worker_id");
    return switch (sort) {
      case WORKER -> List.of(id);
      case DAEMON -> List.of(SortColumn.text("w.daemon_id"), id);
      case NODE -> List.of(SortColumn.text("w.node_id"), id);
      case ADDRESS ->
          List.of(SortColumn.text("w.node_address"), SortColumn.number("w.grpc_port"), id);
      case LAST_HEARTBEAT -> List.of(SortColumn.time("l.last_heartbeat"), id);
      case REGISTERED -> List.of(SortColumn.time("w.registered_at"), id);
      case GONE -> List.of(SortColumn.time("coalesce(w.inactive_at, '-infinity')"), id);
      case POOL_TOTAL -> List.of(SortColumn.number("w.pool_total_bytes"), id);
      case POOL_AVAILABLE -> List.of(SortColumn.number("l.pool_available_bytes"), id);
      case STATE_VERSION -> List.of(SortColumn.number("r.state_version"), id);
    };
  }

  Optional<WorkerRow> find(String workerId) {
    return reader.one(
        "select p.*, %s from (select %s from %s where w.worker_id = ?) p"
            .formatted(REPLICAS, columns, FROM),
        row -> new WorkerRow(fact(row), strip(row)),
        workerId);
  }

  private WorkerFact fact(ResultSet row) throws SQLException {
    return new WorkerFact(
        new WorkerId(row.getString("worker_id")),
        row.getString("daemon_id"),
        row.getString("node_id"),
        row.getString("node_address"),
        row.getInt("grpc_port"),
        row.getInt("p2p_port"),
        WorkerCondition.valueOf(row.getString("condition")),
        row.getBoolean("accepting"),
        row.getBoolean("draining"),
        Reader.time(row, "last_heartbeat"),
        Reader.time(row, "registered_at"),
        Reader.timeIfAny(row, "inactive_at"),
        row.getLong("pool_total_bytes"),
        row.getLong("pool_available_bytes"),
        row.getLong("capability_flags"),
        row.getLong("replicas"),
        row.getLong("generation"),
        row.getLong("request_seq"),
        row.getLong("state_version"),
        row.getLong("acknowledged_version"),
        Sync.valueOf(row.getString("sync")),
        row.getString("last_reconcile_result"),
        Optional.empty());
  }

  /** The bits, the oldest first; what is missing since the last one is added. */
  private BeatStrip strip(ResultSet row) throws SQLException {
    long heard = row.getLong("beats_heard");
    long late = row.getLong("beats_late");
    List<Tick> ticks = new ArrayList<>();
    int first = Math.min(BeatStrip.LENGTH, Long.SIZE - Long.numberOfLeadingZeros(heard)) - 1;
    for (int i = first; i >= 0; i--) {
      ticks.add(tick(heard >>> i, late >>> i));
    }
    double intervals = row.getDouble("silence") * 1e3 / policy.interval().toMillis();
    long missing = (long) Math.min(BeatStrip.LENGTH, Math.max(0, intervals - 0.5));
    for (int i = 0; i < missing; i++) {
      ticks.add(Tick.MISSED);
    }
    int surplus = Math.max(0, ticks.size() - BeatStrip.LENGTH);
    return new BeatStrip(policy.interval(), ticks.subList(surplus, ticks.size()));
  }

  private static Tick tick(long heard, long late) {
    if ((heard & 1) == 0) {
      return Tick.MISSED;
    }
    return (late & 1) == 0 ? Tick.ON_TIME : Tick.LATE;
  }

  FleetTally tally() {
    Map<WorkerCondition, Long> workers = new EnumMap<>(WorkerCondition.class);
    long[] sums = new long[3];
    reader.all(
        """
        select %s as condition, count(*) as workers, count(*) filter (where l.sync_wanted) as stale,
          sum(w.pool_total_bytes)::bigint as total, sum(l.pool_available_bytes)::bigint as available
        from %s where w.inactive_at is null group by 1
        """
            .formatted(condition, FROM),
        row -> {
          sums[0] += row.getLong("stale");
          sums[1] += row.getLong("total");
          sums[2] += row.getLong("available");
          return workers.put(
              WorkerCondition.valueOf(row.getString("condition")), row.getLong("workers"));
        });
    workers.put(
        WorkerCondition.GONE,
        reader.number("select count(*) from worker where inactive_at is not null"));
    return new FleetTally(workers, sums[0], sums[1], sums[2]);
  }

  List<DrawnWorker> drawn(Set<WorkerCondition> conditions) {
    String names =
        String.join(",", conditions.stream().map(WorkerCondition::name).sorted().toList());
    return reader.all(
        """
        select w.worker_id, w.node_id, w.node_address, w.pool_total_bytes, l.pool_available_bytes, %1$s as condition, %2$s as sync
        from %3$s
        where (%4$s)
        order by w.node_id, w.worker_id
        """
            .formatted(
                condition,
                SYNC,
                FROM,
                conditions.isEmpty()
                    ? "w.inactive_at is null and ? = ''"
                    : "(" + condition + ") = any (string_to_array(?, ','))"),
        row ->
            new DrawnWorker(
                row.getString("worker_id"),
                row.getString("node_id"),
                row.getString("node_address"),
                WorkerCondition.valueOf(row.getString("condition")),
                Sync.valueOf(row.getString("sync")),
                row.getLong("pool_total_bytes"),
                row.getLong("pool_available_bytes")),
        names);
  }

  /** A question for each worker's id, condition, sync and when it went. */
  String conditions() {
    return "select w.worker_id, w.inactive_at, %s as condition, %s as sync from %s"
        .formatted(condition, SYNC, FROM);
  }
}
