/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.transfer;

/** An artifact that could not be got from another node, and why. */
public final class FetchFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Nobody holds it. */
    UNKNOWN,
    /** Those who hold it cannot give it at present. */
    SOURCES_BUSY,
    /** Those who were permitted did not give it. */
    SOURCES_FAILED,
    /** No coordinator answers, and nobody is known here who holds it. */
    REGISTRY_AWAY
  }

  private final Reason reason;

  FetchFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  FetchFailure(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
