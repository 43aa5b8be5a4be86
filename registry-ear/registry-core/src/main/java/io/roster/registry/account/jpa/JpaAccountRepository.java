/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.account.jpa;

import io.roster.registry.account.model.AccountRepository;
import io.roster.registry.account.model.LocalAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
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
  public List<LocalAccount> all() {
    return entities
        .createQuery("select a from LocalAccount a order by a.username", LocalAccount.class)
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
