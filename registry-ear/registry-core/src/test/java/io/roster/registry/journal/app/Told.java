/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.Watcher;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A watcher as a client would be one: it keeps where it stands, and the state of every subject as
 * it was told.
 */
final class Told implements Watcher {

  final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();
  final CopyOnWriteArrayList<Long> revisions = new CopyOnWriteArrayList<>();

  /** The last state of each subject: {@code worker/w1}. */
  private final TreeMap<String, String> state = new TreeMap<>();

  private final TreeMap<String, String> list = new TreeMap<>();
  private volatile boolean ready = true;
  private volatile long position = -1;
  private volatile @Nullable RuntimeException failure;
  private int takesAtMost = Integer.MAX_VALUE;

  /** Takes only so many messages until {@link #take} allows more. */
  static Told takingAtMost(int messages) {
    Told told = new Told();
    told.take(messages);
    return told;
  }

  synchronized void take(int more) {
    takesAtMost = more;
    ready = more > 0;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public synchronized void event(JournalEntry entry) {
    note("event " + entry.revision() + " " + entry.kind());
    revisions.add(entry.revision());
    position = entry.revision();
    String kind = entry.kind().substring(0, entry.kind().indexOf('.'));
    String key = kind + "/" + entry.subject();
    if (entry.after().equals("null")) {
      state.remove(key);
    } else {
      state.put(key, entry.after());
    }
  }

  @Override
  public synchronized void bookmark(long revision, long epoch) {
    note("bookmark " + revision);
    position = revision;
  }

  @Override
  public synchronized void relist(RelistReason reason, long firstKept, long revision) {
    note("relist " + reason + " " + firstKept + " " + revision);
    list.clear();
  }

  @Override
  public synchronized void state(SubjectState told) {
    note("state " + told.kindOfSubject() + " " + told.subject());
    list.put(told.kindOfSubject() + "/" + told.subject(), told.state());
  }

  @Override
  public synchronized void listed(long revision, long epoch, long count) {
    note("listed " + revision + " " + count);
    state.clear();
    state.putAll(list);
    position = revision;
  }

  @Override
  public void failed(RuntimeException reason) {
    failure = reason;
  }

  private void note(String message) {
    if (!ready) {
      throw new IllegalStateException("told without being ready: " + message);
    }
    messages.add(message);
    takesAtMost--;
    ready = takesAtMost > 0;
  }

  /** Where it stands; -1 before the first message that says so. */
  long position() {
    return position;
  }

  @Nullable RuntimeException failure() {
    return failure;
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  synchronized TreeMap<String, String> state() {
    return new TreeMap<>(state);
  }
}
