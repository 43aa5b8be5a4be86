/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.jpa;

import io.roster.registry.access.Role;
import io.roster.registry.account.Account;
import io.roster.registry.account.model.AccountRepository;
import io.roster.registry.account.model.LocalAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Accounts through JPA. */
@ApplicationScoped
public class JpaAccountRepository implements AccountRepository {

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public JpaAccountRepository() {}

  public JpaAccountRepository(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Optional<LocalAccount> find(String username) {
    return Optional.ofNullable(entities.find(LocalAccount.class, username));
  }

  @Override
  public Optional<LocalAccount> lock(String username) {
    return Optional.ofNullable(
        entities.find(LocalAccount.class, username, LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public List<LocalAccount> all() {
    return entities
        .createQuery("select a from LocalAccount a order by a.username", LocalAccount.class)
        .getResultList();
  }

  @Override
  public List<LocalAccount> lockAdministrators() {
    return entities
        .createQuery(
            "select a from LocalAccount a where a.role = :role and a.state = :state and"
                + " a.passwordHash <> '' order by a.username",
            LocalAccount.class)
        .setParameter("role", Role.ADMIN)
        .setParameter("state", Account.State.ENABLED)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  @Override
  public boolean isEmpty() {
    return entities
        .createQuery("select a from LocalAccount a", LocalAccount.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  @Override
  public void add(LocalAccount account) {
    entities.persist(account);
    entities.flush();
  }
}
