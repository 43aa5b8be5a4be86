/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.app;

import io.roster.registry.leadership.model.LeaderJob;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.health.ReadinessBoard;
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
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clockwork of the singletons. Every coordinator has it, the leader's alone runs. A round that
 * is still running when the next is due swallows it.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LeaderTimers {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderTimers.class);

  private final Map<String, ReentrantLock> running = new ConcurrentHashMap<>();

  @Resource private TimerService timers;
  @Inject private Instance<LeaderJob> jobs;
  @Inject private Leadership leadership;
  @EJB private ReadinessBoard readiness;

  private volatile boolean databaseAway;

  /** Winds the clockwork up; timers of a former start are replaced. */
  public void start() {
    stop();
    jobs.forEach(this::wind);
  }

  /** A new leader begins at once: nobody did the work while there was none. */
  public void beginNow() {
    jobs.forEach(job -> timers.createSingleActionTimer(0, new TimerConfig(job.name(), false)));
  }

  public void stop() {
    timers.getTimers().forEach(Timer::cancel);
  }

  private void wind(LeaderJob job) {
    long millis = job.interval().toMillis();
    timers.createIntervalTimer(millis, millis, new TimerConfig(job.name(), false));
  }

  @Timeout
  void run(Timer timer) {
    String name = String.valueOf(timer.getInfo());
    ReentrantLock lock = running.computeIfAbsent(name, unused -> new ReentrantLock());
    // While the database is known to be away, each attempt would only fill the log.
    if (!leadership.leads() || !readiness.isUp("database") || !lock.tryLock()) {
      return;
    }
    try {
      jobs.stream().filter(job -> job.name().equals(name)).forEach(LeaderJob::run);
      databaseAway = false;
    } catch (DatabaseAway away) {
      // The readiness probe tells of it; once is enough here.
      if (!databaseAway) {
        LOG.warn("timer_paused code=ROS-2002 job={} cause={}", name, away.getMessage());
      }
      databaseAway = true;
    } catch (RegistryException failed) {
      LOG.info("timer_retries_later job={} cause={}", name, failed.getMessage());
    } finally {
      lock.unlock();
    }
  }
}
