/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ArtifactId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one source gives to an assembly, over several connections at the same time. */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final ArtifactId id;
  private final Assembly assembly;
  private final PeerClientSettings settings;
  private final Lines lines;
  private final LongConsumer progress;
  private final Crew crew;
  private @Nullable RuntimeException failure;

  /**
   * @param progress is told how many bytes are there, by the thread that took the last of them
   */
  Delivery(
      ArtifactId id,
      Assembly assembly,
      PeerClientSettings settings,
      Lines lines,
      ThreadFactory threads,
      LongConsumer progress) {
    this.id = id;
    this.assembly = assembly;
    this.settings = settings;
    this.lines = lines;
    this.progress = progress;
    this.crew = new Crew(threads);
  }

  /**
   * Takes all that is missing; the first connection is there already.
   *
   * @throws PeerException if something is still missing, because the source failed
   */
  void take(PeerLine first) {
    int helpers = Math.min(settings.connections(), assembly.chunkCount()) - 1;
    try {
      for (int i = 0; i < helpers; i++) {
        crew.start("peer-fetch-" + first.peer(), () -> help(first.peer()));
      }
      drain(first);
    } catch (RuntimeException e) {
      note(e);
      if (Thread.currentThread().isInterrupted()) {
        lines.cutAll();
      }
    } finally {
      awaitHelpers();
    }
    throwFailure();
  }

  private void help(PeerAddress peer) {
    try (PeerLine line = lines.to(peer)) {
      if (!assembly.isOf(line.open(id).fingerprint())) {
        throw new PeerLied(peer, "tells each connection something else about the artifact");
      }
      drain(line);
    } catch (RuntimeException e) {
      note(e);
    }
  }

  private void drain(PeerLine line) {
    Deque<Integer> asked = new ArrayDeque<>();
    try {
      askAhead(line, asked);
      while (!asked.isEmpty()) {
        long arrivedBytes = assembly.take(asked.element(), line);
        asked.remove();
        progress.accept(arrivedBytes);
        askAhead(line, asked);
      }
    } finally {
      asked.forEach(assembly.ledger()::giveBack);
    }
  }

  private void askAhead(PeerLine line, Deque<Integer> asked) {
    while (asked.size() < settings.chunksInFlight()) {
      OptionalInt chunk = assembly.ledger().take();
      if (chunk.isEmpty()) {
        return;
      }
      asked.add(chunk.getAsInt());
      line.ask(chunk.getAsInt());
    }
  }

  /** A connection that is cut may be made up for by the others; what is worse ends them all. */
  private void note(RuntimeException e) {
    boolean worse = gravity(e) > 0;
    synchronized (this) {
      if (failure == null || gravity(e) > gravity(failure)) {
        failure = e;
      }
    }
    if (worse) {
      lines.cutAll();
    }
  }

  private static int gravity(RuntimeException e) {
    if (e instanceof PeerException ofPeer) {
      return ofPeer.passes() ? 0 : 1;
    }
    return 2;
  }

  private synchronized void throwFailure() {
    if (assembly.ledger().complete() && (failure == null || gravity(failure) == 0)) {
      return;
    }
    throw failure != null ? failure : new IllegalStateException("A thread of the fetch died");
  }

  /** Each of their steps has a limit; the limit of the wait is for the case that one is wrong. */
  private void awaitHelpers() {
    if (crew.awaitEndEvenInterrupted(longest())) {
      return;
    }
    lines.cutAll();
    if (!crew.awaitEndEvenInterrupted(STOP_WAIT)) {
      LOG.warn("peer_fetch_lingers code=ROS-2204 artifact={}", id);
    }
  }

  private Duration longest() {
    return settings
        .chunkLimit()
        .plus(settings.silence())
        .multipliedBy(assembly.chunkCount())
        .plus(settings.connectLimit());
  }
}
