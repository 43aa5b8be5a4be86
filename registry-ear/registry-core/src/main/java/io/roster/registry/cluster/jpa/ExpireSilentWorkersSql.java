/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.LivenessPolicy;
import io.roster.registry.cluster.model.SilenceExpiry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/**
 * Makes workers inactive that were silent for too long, and their replicas unavailable.
 *
 * <p>Everything that the decision rests on is read and locked by the statement itself, by the
 * database's clock: a coordinator that was paused between two statements cannot act on what it once
 * saw. Nobody expires while nobody has listened for as long as the expiry itself.
 */
@ApplicationScoped
public class ExpireSilentWorkersSql implements SilenceExpiry {

  private static final String STATEMENT =
      """
      with silent as (
        select w.worker_id, w.daemon_id, l.last_heartbeat
        from worker w join worker_liveness l using (worker_id) cross join fleet_listening f
        where w.inactive_at is null
          and greatest(l.last_heartbeat, f.listening_since) < clock_timestamp() - make_interval(secs => ?)
          and f.listened_until > clock_timestamp() - make_interval(secs => ?)
        order by w.worker_id
        limit ?
        for update of w, l skip locked),
      gone as (
        update worker w set inactive_at = clock_timestamp(), version = w.version + 1
        from silent where w.worker_id = silent.worker_id
        returning w.worker_id),
      deaf as (
        update worker_liveness l set accepting = false from silent where l.worker_id = silent.worker_id
        returning l.worker_id),
      lost as (
        update replica r set is_available = false, updated_at = clock_timestamp()
        from silent where r.worker_id = silent.worker_id and r.is_available
        returning r.worker_id)
      select s.worker_id, s.daemon_id, cast(s.last_heartbeat as text),
             (select count(*) from lost where lost.worker_id = s.worker_id)
      from silent s join gone using (worker_id)
      order by s.worker_id
      """;

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public ExpireSilentWorkersSql() {}

  public ExpireSilentWorkersSql(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Expired> expire(LivenessPolicy policy, int most) {
    List<Object[]> rows =
        entities
            .createNativeQuery(STATEMENT)
            .setParameter(1, policy.expiry().toMillis() / 1e3)
            .setParameter(2, policy.listeningGap().toMillis() / 1e3)
            .setParameter(3, most)
            .getResultList();
    return rows.stream()
        .map(
            row ->
                new Expired(
                    new WorkerId((String) row[0]),
                    (String) row[1],
                    (String) row[2],
                    ((Number) row[3]).longValue()))
        .toList();
  }
}
