/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.command.jpa;

import io.roster.registry.command.CommandState;
import io.roster.registry.command.model.CommandRepository.Settled;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;

/**
 * Finds open commands that are over because of what happened since.
 *
 * <p>A reconcile that was decided moved the worker's cursor: within the generation its sequence
 * number, or it opened a new one and has been reconciled in it. A repetition of an earlier
 * reconcile moves nothing, and proves nothing.
 */
final class SettledCommandsSql {

  private static final String STATEMENT =
      """
      with open as (
        select * from command where state in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED'))
      select cast(c.id as text), 'DONE', 'reconciled'
      from open c join worker_reconcile r using (worker_id)
      where c.kind = 'REQUEST_RESYNC'
        and ((r.generation = c.seen_generation and r.request_seq <> c.seen_request_seq)
          or (r.generation <> c.seen_generation and r.request_seq <> 0))
      union all
      select cast(c.id as text), 'DONE', 'the replica is gone'
      from open c
      where c.kind = 'EVICT_REPLICA'
        and not exists (
          select from replica r
          where r.replica_id = case when c.kind = 'EVICT_REPLICA' then cast(c.target as uuid) end)
      union all
      select cast(c.id as text), 'DONE', l.holder || ' leads under epoch ' || l.epoch
      from open c cross join leadership l
      where c.kind = 'HAND_OVER_LEADERSHIP' and l.epoch <> c.seen_epoch
      union all
      select cast(c.id as text), 'CANCELLED', 'the worker is gone for good: another daemon has its endpoint'
      from open c
      where c.worker_id <> '' and not exists (select from worker w where w.worker_id = c.worker_id)
      limit ?
      """;

  private SettledCommandsSql() {}

  @SuppressWarnings("unchecked")
  static List<Settled> find(EntityManager entities, int most) {
    List<Object[]> rows =
        entities.createNativeQuery(STATEMENT).setParameter(1, most).getResultList();
    return rows.stream()
        .map(
            row ->
                new Settled(
                    UUID.fromString((String) row[0]),
                    CommandState.valueOf((String) row[1]),
                    (String) row[2]))
        .toList();
  }
}
