/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import io.roster.registry.platform.RequestKey;
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

  /** What became of it. */
  public enum Outcome {
    LEFT,
    NOT_FOUND
  }
}
