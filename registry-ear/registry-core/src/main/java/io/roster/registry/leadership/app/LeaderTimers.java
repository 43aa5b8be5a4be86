/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.leadership.app;

import io.roster.registry.leadership.model.LeaderJob;
import io.roster.registry.platform.Background;
import io.roster.registry.platform.DatabaseAway;
import io.roster.registry.platform.RegistryException;
import io.roster.registry.platform.health.ReadinessBoard;
import jakarta.annotation.Resource;
import jakarta.ejb.Asynchronous;
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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
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

  private static final long GUARD_MILLIS = 1_000;

  private final Map<String, ReentrantLock> running = new ConcurrentHashMap<>();
  private final Map<String, Long> lastTurns = new ConcurrentHashMap<>();
  private final Background guard = new Background("timer-guard", GUARD_MILLIS, this::look);

  @Resource private TimerService timers;
  @Inject private Instance<LeaderJob> jobs;
  @Inject private Leadership leadership;
  @EJB private ReadinessBoard readiness;

  private volatile boolean databaseAway;

  /** Winds the clockwork up; timers of a former start are replaced. */
  public void start(ThreadFactory threads) {
    rewind();
    guard.start(threads);
  }

  private void rewind() {
    cancel();
    jobs.forEach(this::wind);
  }

  /**
   * A new leader begins at once: nobody did the work while there was none. Not by timers, for the
   * container lets each wait for a second at least; and not by the caller's thread, which keeps the
   * leadership meanwhile.
   */
  @Asynchronous
  public void beginNow() {
    jobs.forEach(job -> run(job.name()));
  }

  public void stop() {
    guard.stop();
    cancel();
  }

  private void cancel() {
    timers.getTimers().forEach(Timer::cancel);
  }

  /**
   * The container's timers go by this machine's clock: when that is set back by an hour, they are
   * silent for an hour. Nothing that the leader does may wait for it.
   */
  private void look() {
    if (jobs.stream().anyMatch(this::isLate)) {
      LOG.warn(
          "timers_late code=ROS-1016 cause=\"{}\"",
          "the machine's clock was set back, or this process stood still; they begin anew");
      rewind();
    }
  }

  private boolean isLate(LeaderJob job) {
    long now = System.nanoTime();
    Duration patience = job.interval().multipliedBy(2).plusMillis(GUARD_MILLIS);
    return !lockOf(job.name()).isLocked()
        && now - lastTurns.getOrDefault(job.name(), now) > patience.toNanos();
  }

  private ReentrantLock lockOf(String job) {
    return running.computeIfAbsent(job, unused -> new ReentrantLock());
  }

  private void wind(LeaderJob job) {
    lastTurns.put(job.name(), System.nanoTime());
    long millis = job.interval().toMillis();
    timers.createIntervalTimer(millis, millis, new TimerConfig(job.name(), false));
  }

  @Timeout
  void run(Timer timer) {
    String name = String.valueOf(timer.getInfo());
    lastTurns.put(name, System.nanoTime());
    run(name);
  }

  private void run(String name) {
    ReentrantLock lock = lockOf(name);
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
