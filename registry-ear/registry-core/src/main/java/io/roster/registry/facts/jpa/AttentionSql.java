/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.jpa;

import io.roster.registry.facts.Attention;
import io.roster.registry.facts.Attention.Matter;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the database alone knows to need attention. */
final class AttentionSql {

  private static final int EXAMPLES = 5;

  private static final String NO_LEADER =
      "from leadership where expires_at <= clock_timestamp() - interval '10 seconds'";
  private static final String BEHIND =
      "from coordinator where seen_at > clock_timestamp() - interval '10 seconds' and lag > 1000";
  private static final String WAITING_LONG =
      "from transport_request where state = 'enqueued' and created_at < clock_timestamp() -"
          + " interval '30 seconds'";
  private static final String FAILED =
      "from command where state in ('FAILED', 'EXPIRED') and created_at > clock_timestamp() -"
          + " interval '1 hour'";
  private static final String OVERDUE =
      """
      from command where state in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED') and created_at < clock_timestamp() - interval '1 minute'
      """;

  private final Reader reader;
  private final WorkersSql workers;

  AttentionSql(Reader reader, WorkersSql workers) {
    this.reader = reader;
    this.workers = workers;
  }

  List<Attention> find() {
    List<Attention> matters = new ArrayList<>();
    look(matters, Matter.NO_LEADER, "holder", NO_LEADER);
    look(matters, Matter.COORDINATOR_BEHIND, "name", BEHIND);
    look(matters, Matter.TRANSPORTS_WAITING_LONG, "request_id", WAITING_LONG);
    look(matters, Matter.COMMANDS_FAILED, "id", FAILED);
    look(matters, Matter.COMMANDS_OVERDUE, "id", OVERDUE);
    lookAtWorkers(matters);
    return matters;
  }

  private void look(List<Attention> matters, Matter matter, String id, String from) {
    long count = reader.number("select count(*) " + from);
    if (count > 0) {
      matters.add(
          new Attention(
              matter,
              count,
              reader.all(
                  "select cast(%s as text) %s limit %d".formatted(id, from, EXAMPLES),
                  row -> row.getString(1))));
    }
  }

  /** All of them in one pass, since each looks at every worker. */
  private void lookAtWorkers(List<Attention> matters) {
    reader.all(
        """
        select matter, count(*) as workers, (array_agg(worker_id order by worker_id))[1:%d] as examples
        from (
          select worker_id, unnest(array[
            case when condition = 'SILENT' then 'WORKERS_SILENT' end,
            case when condition <> 'GONE' and sync = 'STALE' then 'WORKERS_STALE' end,
            case when condition = 'DRAINING' then 'WORKERS_DRAINING' end,
            case when inactive_at > clock_timestamp() - interval '15 minutes' then 'WORKERS_GONE_LATELY' end]) as matter
          from (%s) looked) matters
        where matter is not null
        group by matter
        """
            .formatted(EXAMPLES, workers.conditions()),
        row -> matters.add(attention(row)));
  }

  private static Attention attention(ResultSet row) throws SQLException {
    Array examples = row.getArray("examples");
    return new Attention(
        Matter.valueOf(row.getString("matter")),
        row.getLong("workers"),
        List.of((String[]) examples.getArray()));
  }
}
