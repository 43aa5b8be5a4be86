/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain;

import java.time.Instant;
import java.util.Optional;

/**
 * How the drain of a coordinator stands.
 *
 * @param since when the phase began
 * @param leads whether it leads now
 * @param open what it serves now
 * @param deadline when what is still served is cut off; empty unless it drains
 * @param cut how many calls and streams were cut off at the deadline
 * @param reason why; empty unless it drains
 * @param by who asked for it; empty unless it drains
 */
public record DrainStatus(
    String coordinator,
    Phase phase,
    Instant since,
    boolean leads,
    OpenCalls open,
    Optional<Instant> deadline,
    int cut,
    String reason,
    String by) {

  /** The steps of it. */
  public enum Phase {
    /** It does not drain. */
    SERVING,
    /** Whoever looks sees that it leaves; calls are served as ever. */
    SETTLING,
    /** The port is closed; what came before is finished. */
    FINISHING,
    /** Nothing is served any more. */
    DRAINED
  }

  /** Whether the deadline ended it. */
  public boolean forced() {
    return cut > 0;
  }
}
