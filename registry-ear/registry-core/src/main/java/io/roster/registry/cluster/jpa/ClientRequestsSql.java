/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.jpa;

import io.roster.registry.cluster.WorkerId;
import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.platform.RequestIdReused;
import io.roster.registry.platform.RequestKey;
import io.roster.registry.platform.jdbc.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers given, in PostgreSQL; equal requests meet on the primary key. */
@ApplicationScoped
public class ClientRequestsSql implements AnsweredRequests {

  private static final String FIND =
      "select fingerprint, outcome from client_request where request_id = ?";

  private static final String ADD =
      """
      insert into client_request (operation_kind, request_id, fingerprint, subject, outcome, created_at)
      values (?, ?, ?, ?, ?, clock_timestamp())
      """;

  private static final String FORGET =
      "delete from client_request where operation_kind = ? and subject = ?";

  private static final String PURGE =
      "delete from client_request where created_at < clock_timestamp() - make_interval(secs => ?)";

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public ClientRequestsSql() {}

  public ClientRequestsSql(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<String> answerTo(RequestKey key) {
    List<Object[]> rows =
        entities.createNativeQuery(FIND).setParameter(1, key.id()).getResultList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    if (!key.fingerprint().equals(rows.get(0)[0])) {
      throw new RequestIdReused();
    }
    return Optional.of((String) rows.get(0)[1]);
  }

  @Override
  public Map<String, Answered> answersTo(Collection<String> ids) {
    return ids.isEmpty()
        ? Map.of()
        : TransactionSql.call(entities, connection -> ManyClientRequestsSql.find(connection, ids));
  }

  @Override
  public void remember(String operation, List<Answered> answers) {
    if (!answers.isEmpty()) {
      TransactionSql.call(
          entities, connection -> ManyClientRequestsSql.add(connection, operation, answers));
    }
  }

  @Override
  public void forget(String operation, Collection<String> subjects) {
    if (!subjects.isEmpty()) {
      TransactionSql.call(
          entities, connection -> ManyClientRequestsSql.forget(connection, operation, subjects));
    }
  }

  @Override
  public void remember(String operation, RequestKey key, WorkerId subject, String outcome) {
    entities
        .createNativeQuery(ADD)
        .setParameter(1, operation)
        .setParameter(2, key.id())
        .setParameter(3, key.fingerprint())
        .setParameter(4, subject.value())
        .setParameter(5, outcome)
        .executeUpdate();
  }

  @Override
  public void forget(String operation, WorkerId subject) {
    entities
        .createNativeQuery(FORGET)
        .setParameter(1, operation)
        .setParameter(2, subject.value())
        .executeUpdate();
  }

  @Override
  public int purge(Duration age) {
    return entities
        .createNativeQuery(PURGE)
        .setParameter(1, (double) age.toSeconds())
        .executeUpdate();
  }
}
