/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform;

import io.roster.registry.platform.tx.UnitOfWork;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Transactions as the container has them: each thread's entity manager is that of its transaction.
 */
public final class TestTransactions implements UnitOfWork {

  private final TestDatabase database;
  private final ThreadLocal<EntityManager> current = new ThreadLocal<>();
  private final EntityManager entities;

  public TestTransactions(TestDatabase database) {
    this.database = database;
    this.entities =
        (EntityManager)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                  EntityManager inTransaction =
                      Objects.requireNonNull(current.get(), "there is no transaction");
                  try {
                    return method.invoke(inTransaction, arguments);
                  } catch (InvocationTargetException failed) {
                    throw failed.getCause();
                  }
                });
  }

  /** What the container would inject. */
  public EntityManager entities() {
    return entities;
  }

  @Override
  public <T> T run(Supplier<T> work) {
    return database.inTransaction(
        manager -> {
          current.set(manager);
          try {
            return work.get();
          } finally {
            current.remove();
          }
        });
  }
}
