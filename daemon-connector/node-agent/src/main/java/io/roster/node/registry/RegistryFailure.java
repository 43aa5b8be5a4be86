/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

/** A call to a coordinator that did not succeed, by what it means for the link. */
public final class RegistryFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** The coordinator is away or too busy: try the next one. */
    CONNECTIVITY,
    /** The registry no longer knows this worker: register again. */
    IDENTITY,
    /** A change met another: try again in a moment. */
    CONFLICT,
    /** The registry does not want this node as it is: a person has to look. */
    REFUSED,
    /** Anything else: try the next one. */
    OTHER
  }

  private final Kind kind;

  public RegistryFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public RegistryFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
