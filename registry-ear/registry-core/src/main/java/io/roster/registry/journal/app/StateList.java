/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.app;

import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.Watcher;
import io.roster.registry.journal.Watcher.RelistReason;
import io.roster.registry.journal.model.JournalReader.Bounds;
import io.roster.registry.journal.model.WholeState;

/** Tells a watcher the whole state, as fast as it takes it. */
final class StateList implements WholeState.Reader {

  private final WatchQuery query;
  private final Watcher watcher;
  private final Patience patience;
  private final RelistReason reason;
  private long revision;
  private long epoch;
  private long count;

  StateList(WatchQuery query, Watcher watcher, Patience patience, RelistReason reason) {
    this.query = query;
    this.watcher = watcher;
    this.patience = patience;
    this.reason = reason;
  }

  @Override
  public void begin(Bounds bounds, long currentEpoch) {
    revision = bounds.newest();
    epoch = currentEpoch;
    patience.await(revision);
    watcher.relist(reason, bounds.firstKept(), revision);
  }

  @Override
  public void subject(SubjectState state) {
    if (query.wantsSubject(state.subject())) {
      patience.await(revision);
      watcher.state(state);
      count++;
    }
  }

  void finish() {
    patience.await(revision);
    watcher.listed(revision, epoch, count);
  }

  long revision() {
    return revision;
  }
}
