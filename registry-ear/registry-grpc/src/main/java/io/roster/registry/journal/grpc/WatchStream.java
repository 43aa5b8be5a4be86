/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.Watcher;
import io.roster.v1.WatchResponse;

/**
 * A stream of the gRPC port as a watcher. It is ready as long as the network takes what is written:
 * the library holds no more than a few kilobytes for it.
 */
final class WatchStream implements Watcher {

  private final ServerCallStreamObserver<WatchResponse> stream;

  WatchStream(ServerCallStreamObserver<WatchResponse> stream) {
    this.stream = stream;
  }

  @Override
  public boolean isReady() {
    return stream.isReady();
  }

  @Override
  public void event(JournalEntry entry) {
    stream.onNext(WatchMessages.event(entry));
  }

  @Override
  public void bookmark(long revision, long epoch) {
    stream.onNext(WatchMessages.bookmark(revision, epoch));
  }

  @Override
  public void relist(RelistReason reason, long firstKept, long revision) {
    stream.onNext(WatchMessages.relist(reason, firstKept, revision));
  }

  @Override
  public void state(SubjectState state) {
    stream.onNext(WatchMessages.state(state));
  }

  @Override
  public void listed(long revision, long epoch, long count) {
    stream.onNext(WatchMessages.listed(revision, epoch, count));
  }

  @Override
  public void failed(RuntimeException failure) {
    stream.onError(failure);
  }
}
