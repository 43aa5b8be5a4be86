/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * In which order sources are asked: as they were named; one that failed in passing goes to the end,
 * but one that gave something before its connection was cut is asked on at once.
 */
final class Sources {

  private static final int MAX_DOUBLINGS = 6;

  private final Deque<Candidate> queue = new ArrayDeque<>();
  private final int attempts;
  private final Duration retryPause;

  /**
   * A source.
   *
   * @param peer its address
   * @param failures how often it failed in a row without giving anything
   */
  record Candidate(PeerAddress peer, int failures) {}

  Sources(List<PeerAddress> peers, int attempts, Duration retryPause) {
    this.attempts = attempts;
    this.retryPause = retryPause;
    startOver(peers);
  }

  /** The next to ask; empty if nobody is left. */
  Optional<Candidate> next() {
    return Optional.ofNullable(queue.poll());
  }

  /** Forgets how it went so far, and asks these, in their order. */
  void startOver(List<PeerAddress> peers) {
    queue.clear();
    peers.stream().distinct().forEach(peer -> queue.add(new Candidate(peer, 0)));
  }

  /** How long to wait before it is asked. */
  Duration pauseBefore(Candidate candidate) {
    return candidate.failures() == 0
        ? Duration.ZERO
        : retryPause.multipliedBy(1L << Math.min(candidate.failures() - 1, MAX_DOUBLINGS));
  }

  /** Notes that it failed before the artifact was complete. */
  void failed(Candidate candidate, PeerException reason, int chunksGained) {
    int failures = chunksGained > 0 ? 0 : candidate.failures() + 1;
    if (!reason.passes() || failures >= attempts) {
      return;
    }
    Candidate again = new Candidate(candidate.peer(), failures);
    if (failures == 0 && reason instanceof PeerLost) {
      queue.addFirst(again);
    } else {
      queue.addLast(again);
    }
  }
}
