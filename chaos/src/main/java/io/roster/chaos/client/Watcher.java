/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

import io.grpc.Status;
import io.roster.chaos.check.JournalEntry;
import io.roster.chaos.check.WatchLog;
import io.roster.client.Endpoint;
import io.roster.client.WatchListener;
import io.roster.client.Watching;
import io.roster.v1.WatchEvent;
import io.roster.v1.WatchRelist;
import io.roster.v1.WatchRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Follows everything that happens, and remembers it. */
public final class Watcher implements WatchListener, AutoCloseable {

  private static final int BOOKMARKS_MILLIS = 500;

  private final String name;
  private final long from;
  private final Way way;
  private final Watching watching;
  private final List<JournalEntry> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger relists = new AtomicInteger();
  private final AtomicLong position = new AtomicLong();

  Watcher(String name, Way way, long from) {
    this.name = name;
    this.from = from;
    this.way = way;
    this.position.set(from);
    this.watching =
        way.registry()
            .watch(
                WatchRequest.newBuilder()
                    .setFromRevision(from)
                    .setBookmarkIntervalMs(BOOKMARKS_MILLIS)
                    .build(),
                this);
  }

  @Override
  public void event(WatchEvent event) {
    position.set(event.getRevision());
    seen.add(
        new JournalEntry(
            event.getRevision(),
            event.getTime().getSeconds() * 1_000_000 + event.getTime().getNanos() / 1_000,
            event.getEpoch(),
            event.getCoordinator(),
            event.getActor(),
            event.getKind(),
            event.getSubject()));
  }

  @Override
  public void bookmark(long revision) {
    position.accumulateAndGet(revision, Math::max);
  }

  @Override
  public void relist(WatchRelist relist) {
    relists.incrementAndGet();
  }

  @Override
  public void interrupted(Endpoint from, Status why) {
    // Where it goes on, and that nothing is missing, is what is checked.
  }

  @Override
  public void failed(Status why) {
    relists.incrementAndGet();
  }

  /** The last revision that it knows to have everything of. */
  public long position() {
    return position.get();
  }

  public WatchLog log() {
    return new WatchLog(name, from, seen, relists.get());
  }

  @Override
  public void close() {
    watching.close();
    way.close();
  }
}
