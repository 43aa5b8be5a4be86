/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.jpa;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.JournalFeed;
import io.roster.registry.journal.model.JournalFollower;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.jdbc.ConfiguredDataSource;
import io.roster.registry.platform.jdbc.PooledDataSource;
import io.roster.registry.platform.jdbc.ResidentConnection;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal on a thread of its own and tells the subscribers. It asks a few times each
 * second; a change made here nudges it, so that it is told at once.
 *
 * <p>Because revisions appear in the order of their commits, reading on from the last one misses
 * nothing.
 */
@Singleton
@Local({JournalFeed.class, JournalFollower.class})
@LocalBean
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JournalTail implements JournalFeed, JournalFollower {

  private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);
  private static final long PAUSE_MILLIS = 50;
  private static final int BATCH = 1_000;
  private static final int MOST_LATEST = 1_000;

  private final CopyOnWriteArrayList<Consumer<List<JournalEntry>>> listeners =
      new CopyOnWriteArrayList<>();
  private final Background follower = new Background("journal-tail", PAUSE_MILLIS, this::follow);
  @Inject private PooledDataSource database;
  private volatile long revision;
  private @Nullable ResidentConnection connection;

  /**
   * Begins to follow after the newest revision, which it returns; whoever loads a picture of the
   * state afterwards misses nothing.
   */
  public long start(ThreadFactory threads) throws SQLException {
    ResidentConnection resident = new ResidentConnection(new ConfiguredDataSource());
    connection = resident;
    revision = resident.call(ReadJournalSql::head);
    follower.start(threads);
    return revision;
  }

  /** Ends; may be repeated. */
  public void stop() {
    follower.stop();
    ResidentConnection resident = connection;
    if (resident != null) {
      resident.close();
    }
  }

  @Override
  public void nudge() {
    follower.nudge();
  }

  /** The newest revision that every subscriber was told of. */
  public long revision() {
    return revision;
  }

  @Override
  public Subscription subscribe(Consumer<List<JournalEntry>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public List<JournalEntry> latest(int limit) {
    try (Connection pooled = database.pool().getConnection()) {
      return ReadJournalSql.latest(pooled, Math.min(limit, MOST_LATEST));
    } catch (SQLException away) {
      throw new DatabaseAway(away);
    }
  }

  private void follow() throws SQLException {
    ResidentConnection resident = connection;
    if (resident == null) {
      return;
    }
    List<JournalEntry> entries;
    do {
      entries = resident.call(open -> ReadJournalSql.after(open, revision, BATCH));
      if (!entries.isEmpty()) {
        tell(entries);
        revision = entries.get(entries.size() - 1).revision();
      }
    } while (entries.size() == BATCH);
  }

  private void tell(List<JournalEntry> entries) {
    for (Consumer<List<JournalEntry>> listener : listeners) {
      try {
        listener.accept(entries);
      } catch (RuntimeException failed) {
        LOG.warn("journal_listener_failed code=ROS-2003 cause={}", failed.toString(), failed);
      }
    }
  }
}
