/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.grpc.Status.Code;

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
  private final Code code;

  /** An answer that came, but is no success. */
  public RegistryFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.code = Code.OK;
  }

  RegistryFailure(Kind kind, Code code, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
  }

  /** What gRPC called it; OK when the failure stands in the answer itself. */
  public Code code() {
    return code;
  }

  public Kind kind() {
    return kind;
  }
}
