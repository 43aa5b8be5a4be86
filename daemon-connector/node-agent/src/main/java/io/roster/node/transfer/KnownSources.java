/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.transfer;

import io.roster.node.inventory.Peer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who held an artifact when the registry was last asked: for the time in which it cannot be. For
 * all threads.
 */
final class KnownSources {

  private static final int MOST_ARTIFACTS = 10_000;
  private static final int MOST_SOURCES = 4;

  /** An artifact, and the latest of those who held it. */
  record Known(long sizeBytes, Deque<Peer> peers) {}

  private final Map<String, Known> artifacts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST_ARTIFACTS;
        }
      };

  synchronized void learn(String artifactId, Permit permit) {
    Known known =
        artifacts.computeIfAbsent(
            artifactId, id -> new Known(permit.sizeBytes(), new ArrayDeque<>()));
    known.peers().remove(permit.source());
    known.peers().addFirst(permit.source());
    if (known.peers().size() > MOST_SOURCES) {
      known.peers().removeLast();
    }
  }

  synchronized long sizeOf(String artifactId) {
    Known known = artifacts.get(artifactId);
    return known == null ? 0 : known.sizeBytes();
  }

  /** The one who gave it last first. */
  synchronized List<Peer> of(String artifactId) {
    Known known = artifacts.get(artifactId);
    return known == null ? List.of() : List.copyOf(known.peers());
  }
}
