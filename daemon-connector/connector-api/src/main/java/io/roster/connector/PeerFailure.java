/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;

/**
 * Why another node did not give an artifact.
 *
 * @param peer the node
 * @param cause what was wrong with it
 * @param sentence the same for people, with what to do
 */
public record PeerFailure(PeerAddress peer, Cause cause, String sentence) implements Serializable {

  /** What was wrong. */
  public enum Cause {
    /** No connection came about. */
    UNREACHABLE,
    /** It does not talk to this node. */
    REFUSED,
    /** It serves as many as it may. */
    BUSY,
    /** It does not hold the artifact. */
    LACKS_ARTIFACT,
    /** Nothing came for too long. */
    STALLED,
    /** The connection was cut in the middle. */
    LOST,
    /** What it sent was not what it said, or not the artifact. */
    LIED
  }
}
