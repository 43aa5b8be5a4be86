/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.page.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key and what it stood for.
 *
 * @param present what it is now; empty when it was revoked
 * @param history its changes, the newest first, as far as the journal goes back
 */
public record KeyDetail(String key, Optional<KeyFact> present, List<Change> history, Moment asOf) {

  /**
   * One change.
   *
   * @param generation after it; of a revocation the one that ended
   * @param artifactId what it stood for then
   */
  public record Change(
      long revision, Instant time, What what, long generation, String artifactId, String actor) {}

  /** What a change did. */
  public enum What {
    SET,
    REVOKED
  }

  public KeyDetail {
    history = List.copyOf(history);
  }
}
