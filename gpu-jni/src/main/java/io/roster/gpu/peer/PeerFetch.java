/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import io.roster.gpu.ContentMismatch;
import io.roster.gpu.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One fetch of an artifact: {@link #run} by one thread, {@link #cancel} by any.
 *
 * <p>Sources are asked in turn; what one of them gave stays, as long as the next one holds the
 * same.
 */
public final class PeerFetch {

  private final FetchRequest request;
  private final FetchListener listener;
  private final PeerClientSettings settings;
  private final ArtifactTarget target;
  private final ThreadFactory threads;
  private final PeerClient client;
  private final Lines lines;
  private final Sources sources;
  private final List<PeerException> failures = new ArrayList<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch cancelled = new CountDownLatch(1);

  private @Nullable Assembly assembly;
  private int fresh;
  private boolean mixing = true;

  PeerFetch(
      FetchRequest request,
      FetchListener listener,
      PeerClientSettings settings,
      ArtifactTarget target,
      ThreadFactory threads,
      Watchdog watchdog,
      PeerClient client) {
    this.request = request;
    this.listener = listener;
    this.settings = settings;
    this.target = target;
    this.threads = threads;
    this.client = client;
    this.lines = new Lines(settings, watchdog);
    this.sources = new Sources(request.sources(), settings.attempts(), settings.retryPause());
  }

  /**
   * Fetches the artifact; returns when the replica is complete, verified and visible. However it
   * fails, nothing of the artifact is kept. An interrupt cancels it.
   *
   * @throws FetchFailed if no source gave it
   * @throws FetchCancelled if it was cancelled
   * @throws io.roster.gpu.DuplicateArtifact if the artifact is held already, or being put
   * @throws io.roster.gpu.GpuException if the engine cannot take it
   * @throws IllegalStateException if it was run before
   */
  public Replica run() {
    if (!begun.compareAndSet(false, true)) {
      throw new IllegalStateException("A fetch runs once");
    }
    client.begun(this);
    try {
      return fetch();
    } finally {
      lines.end();
      drop();
      client.ended(this);
    }
  }

  /** Ends it as soon as possible, also before it runs. Repeatable. */
  public void cancel() {
    cancelled.countDown();
    lines.end();
  }

  private Replica fetch() {
    for (var source = sources.next(); source.isPresent(); source = sources.next()) {
      pause(sources.pauseBefore(source.get()));
      Optional<Replica> replica = fetchFrom(source.get());
      if (replica.isPresent()) {
        return replica.get();
      }
    }
    throw new FetchFailed(request.id(), failures);
  }

  /** Empty if that source failed, and others may do better. */
  private Optional<Replica> fetchFrom(Sources.Candidate source) {
    int before = arrivedChunks();
    try {
      Assembly complete = takeMissing(source.peer());
      checkNotCancelled();
      return Optional.of(complete.writer().commit());
    } catch (PeerException e) {
      checkNotCancelled();
      failed(source, e, arrivedChunks() - before);
      return Optional.empty();
    } catch (ContentMismatch e) {
      mismatch(source, e);
      return Optional.empty();
    }
  }

  private int arrivedChunks() {
    return assembly == null ? 0 : assembly.ledger().arrivedCount();
  }

  private void failed(Sources.Candidate source, PeerException reason, int chunksGained) {
    failures.add(reason);
    sources.failed(source, reason, chunksGained);
    listener.sourceFailed(reason);
  }

  /**
   * Every chunk is as its source described it, yet the whole is not what its name says. If several
   * sources gave some of it, each is asked for all of it now, to find out who is right.
   */
  private void mismatch(Sources.Candidate source, ContentMismatch e) {
    boolean alone = assembly == null || assembly.givers().size() < 2;
    drop();
    if (alone) {
      failed(source, new PeerLied(source.peer(), "gives another artifact: " + e.getMessage()), 0);
      return;
    }
    mixing = false;
    fresh = 0;
    sources.startOver(request.sources());
  }

  private Assembly takeMissing(PeerAddress peer) {
    try (PeerLine line = lines.to(peer)) {
      PeerLine.Opened opened = line.open(request.id());
      Assembly current = assemblyFor(line, opened);
      if (!current.ledger().complete()) {
        delivery(current).take(line);
      }
      return current;
    }
  }

  private Assembly assemblyFor(PeerLine line, PeerLine.Opened opened) {
    checkSize(line.peer(), opened);
    if (assembly != null && (!assembly.isOf(opened.fingerprint()) || isForeign(line.peer()))) {
      startOver(line.peer());
    }
    if (assembly == null) {
      assembly = Assembly.begin(request, line.peer(), line.describe(opened), target);
    }
    return assembly;
  }

  private void checkSize(PeerAddress peer, PeerLine.Opened opened) {
    long sizeBytes = opened.chunks().sizeBytes();
    long expected = request.sizeBytes().orElse(sizeBytes);
    if (sizeBytes != expected) {
      throw new PeerLied(
          peer,
          "says that artifact "
              + request.id()
              + " has "
              + sizeBytes
              + " bytes, but it has "
              + expected);
    }
  }

  private boolean isForeign(PeerAddress peer) {
    return !mixing && assembly != null && !assembly.givers().stream().allMatch(peer::equals);
  }

  /** Two sources hold different bytes under one name: one of them can be had, never a mixture. */
  private void startOver(PeerAddress peer) {
    if (fresh == request.sources().size()) {
      throw new PeerLied(peer, "holds other bytes under that name than another source");
    }
    fresh++;
    drop();
  }

  private Delivery delivery(Assembly current) {
    return new Delivery(
        request.id(),
        current,
        settings,
        lines,
        threads,
        arrived ->
            listener.progressed(new FetchProgress(request.id(), arrived, current.sizeBytes())));
  }

  private void drop() {
    if (assembly != null) {
      assembly.close();
      assembly = null;
    }
  }

  private void pause(Duration time) {
    boolean wanted;
    try {
      wanted = cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      wanted = true;
    }
    if (wanted) {
      throw new FetchCancelled(request.id());
    }
  }

  private void checkNotCancelled() {
    if (cancelled.getCount() == 0 || Thread.currentThread().isInterrupted()) {
      throw new FetchCancelled(request.id());
    }
  }
}
