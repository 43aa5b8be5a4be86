/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal.grpc;

import com.google.protobuf.Timestamp;
import io.roster.registry.journal.JournalEntry;
import io.roster.registry.journal.SubjectState;
import io.roster.registry.journal.WatchQuery;
import io.roster.registry.journal.WatchQuery.Beginning;
import io.roster.registry.journal.Watcher.RelistReason;
import io.roster.v1.WatchBookmark;
import io.roster.v1.WatchEvent;
import io.roster.v1.WatchListed;
import io.roster.v1.WatchRelist;
import io.roster.v1.WatchRelistReason;
import io.roster.v1.WatchRequest;
import io.roster.v1.WatchResponse;
import io.roster.v1.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Watches between the wire's words and the registry's. */
final class WatchMessages {

  private WatchMessages() {}

  static WatchQuery query(WatchRequest request) {
    return new WatchQuery(
        beginning(request),
        request.getKindsList(),
        Set.copyOf(request.getSubjectsList()),
        request.getBookmarkIntervalMs() == 0
            ? WatchQuery.USUAL_INTERVAL
            : Duration.ofMillis(Integer.toUnsignedLong(request.getBookmarkIntervalMs())));
  }

  private static Beginning beginning(WatchRequest request) {
    if (request.getListFirst()) {
      return new Beginning.State();
    }
    return request.getFromRevision() == 0
        ? new Beginning.Now()
        : new Beginning.After(request.getFromRevision());
  }

  static WatchResponse event(JournalEntry entry) {
    return WatchResponse.newBuilder()
        .setEvent(
            WatchEvent.newBuilder()
                .setRevision(entry.revision())
                .setTime(timestamp(entry.time()))
                .setEpoch(entry.epoch())
                .setCoordinator(entry.coordinator())
                .setActor(entry.actor())
                .setKind(entry.kind())
                .setSubject(entry.subject())
                .setBeforeJson(entry.before())
                .setAfterJson(entry.after()))
        .build();
  }

  static WatchResponse bookmark(long revision, long epoch) {
    return WatchResponse.newBuilder()
        .setBookmark(WatchBookmark.newBuilder().setRevision(revision).setEpoch(epoch))
        .build();
  }

  static WatchResponse relist(RelistReason reason, long firstKept, long revision) {
    return WatchResponse.newBuilder()
        .setRelistRequired(
            WatchRelist.newBuilder()
                .setReason(reason(reason))
                .setFirstKeptRevision(firstKept)
                .setRevision(revision))
        .build();
  }

  private static WatchRelistReason reason(RelistReason reason) {
    return switch (reason) {
      case ASKED -> WatchRelistReason.WATCH_RELIST_REASON_ASKED;
      case TRIMMED -> WatchRelistReason.WATCH_RELIST_REASON_TRIMMED;
      case RESTORED -> WatchRelistReason.WATCH_RELIST_REASON_RESTORED;
      case UNKNOWN_REVISION -> WatchRelistReason.WATCH_RELIST_REASON_UNKNOWN_REVISION;
    };
  }

  static WatchResponse state(SubjectState state) {
    return WatchResponse.newBuilder()
        .setState(
            WatchState.newBuilder()
                .setSubjectKind(state.kindOfSubject())
                .setSubject(state.subject())
                .setStateJson(state.state()))
        .build();
  }

  static WatchResponse listed(long revision, long epoch, long count) {
    return WatchResponse.newBuilder()
        .setListed(WatchListed.newBuilder().setRevision(revision).setEpoch(epoch).setCount(count))
        .build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
