/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches artifacts from other nodes into the engine. Safe for many threads, which may fetch at the
 * same time; closing it cancels what is under way.
 */
public final class PeerClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerClient.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final PeerClientSettings settings;
  private final ArtifactTarget target;
  private final ThreadFactory threads;
  private final Watchdog watchdog;
  private final Crew crew;
  private final Set<PeerFetch> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param threads gives one thread that watches for peers that stall, and during a fetch one for
   *     each connection but the first
   */
  public PeerClient(PeerClientSettings settings, ArtifactTarget target, ThreadFactory threads) {
    this(settings, target, threads, Nanos.SYSTEM);
  }

  PeerClient(
      PeerClientSettings settings, ArtifactTarget target, ThreadFactory threads, Nanos clock) {
    this.settings = settings;
    this.target = target;
    this.threads = threads;
    this.crew = new Crew(threads);
    this.watchdog = new Watchdog(clock, settings.shortestLimit());
    crew.start("peer-watch", watchdog::run);
  }

  /** A fetch that is not begun yet; {@link PeerFetch#run} does it. */
  public PeerFetch prepare(FetchRequest request, FetchListener listener) {
    return new PeerFetch(request, listener, settings, target, threads, watchdog, this);
  }

  void begun(PeerFetch fetch) {
    crew.enter();
    running.add(fetch);
    if (closed) {
      fetch.cancel();
    }
  }

  void ended(PeerFetch fetch) {
    running.remove(fetch);
    crew.leave();
  }

  /** How many fetches are under way. */
  public int running() {
    return running.size();
  }

  /**
   * Cancels every fetch and waits a little for their ends; they fail with {@link FetchCancelled}.
   * Repeatable.
   */
  @Override
  public void close() {
    closed = true;
    running.forEach(PeerFetch::cancel);
    watchdog.close();
    if (!crew.awaitEndEvenInterrupted(STOP_WAIT)) {
      LOG.warn("peer_fetches_linger code=ROS-2204 count={}", running.size());
    }
  }
}
