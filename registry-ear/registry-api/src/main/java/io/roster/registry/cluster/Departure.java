/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import java.util.Optional;

/**
 * A worker's wish to leave.
 *
 * @param worker who leaves
 * @param manner for the log and the journal only
 * @param request the caller's name for this request, which makes a repetition harmless
 */
public record Departure(WorkerId worker, Manner manner, Optional<RequestKey> request) {

  /** How it leaves. */
  public enum Manner {
    GRACEFUL,
    FORCED
  }

  /**
   * The identity of a request that may be sent twice.
   *
   * @param id the caller's client_request_id, not blank
   * @param fingerprint a digest of the whole request, so that one id cannot stand for two requests
   */
  public record RequestKey(String id, String fingerprint) {}

  /** What became of it. */
  public enum Outcome {
    LEFT,
    NOT_FOUND
  }
}
