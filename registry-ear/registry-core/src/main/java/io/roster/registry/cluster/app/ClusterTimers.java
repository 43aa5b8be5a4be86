/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.app;

import io.roster.registry.cluster.model.AnsweredRequests;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.health.ReadinessBoard;
import io.roster.registry.platform.tx.Transactions;
import io.roster.settings.RegistrySettings;
import io.roster.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clockwork of the fleet: expiry of silent workers, and retention of answered requests. A round
 * that is still running when the next is due swallows it.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ClusterTimers {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterTimers.class);
  private static final String SWEEP = "expiry-sweep";
  private static final String RETENTION = "request-retention";
  private static final Duration RETENTION_INTERVAL = Duration.ofMinutes(1);
  private static final Duration REQUESTS_KEPT = Duration.ofHours(24);

  private final ReentrantLock sweeping = new ReentrantLock();
  @Resource private TimerService timers;
  @Inject private Settings settings;
  @Inject private AnsweredRequests answered;
  @Inject private Transactions transactions;
  @EJB private WorkerRegistry workers;
  @EJB private ReadinessBoard readiness;
  private volatile boolean databaseAway;

  /** Winds the clockwork up; timers of a former start are replaced. */
  public void start() {
    stop();
    every(settings.get(RegistrySettings.SWEEP_INTERVAL), SWEEP);
    every(RETENTION_INTERVAL, RETENTION);
  }

  public void stop() {
    timers.getTimers().forEach(Timer::cancel);
  }

  private void every(Duration interval, String job) {
    timers.createIntervalTimer(
        interval.toMillis(), interval.toMillis(), new TimerConfig(job, false));
  }

  @Timeout
  void run(Timer timer) {
    // While the database is known to be away, each attempt would only fill the log.
    if (!readiness.isUp("database") || !sweeping.tryLock()) {
      return;
    }
    try {
      work(String.valueOf(timer.getInfo()));
      databaseAway = false;
    } catch (DatabaseAway away) {
      // The readiness probe tells of it; once is enough here.
      if (!databaseAway) {
        LOG.warn("timer_paused code=ROS-2002 cause={}", away.getMessage());
      }
      databaseAway = true;
    } catch (RegistryException failed) {
      LOG.info("timer_retries_later cause={}", failed.getMessage());
    } finally {
      sweeping.unlock();
    }
  }

  private void work(String job) {
    switch (job) {
      case SWEEP -> workers.sweep();
      case RETENTION -> transactions.change(RETENTION, () -> answered.purge(REQUESTS_KEPT));
      default -> throw new IllegalStateException("no such job: " + job);
    }
  }
}
