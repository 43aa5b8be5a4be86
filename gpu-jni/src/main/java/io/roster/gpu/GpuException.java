/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu;

/** The base of all failures of the engine: what happened, and what to do about it. */
public abstract class GpuException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  protected GpuException(String what, String remedy) {
    super(what + " " + remedy);
    this.remedy = remedy;
  }

  protected GpuException(String what, String remedy, Throwable cause) {
    super(what + " " + remedy, cause);
    this.remedy = remedy;
  }

  /** What happened and what to do; a failure of the engine always says something. */
  @Override
  public final String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** What the reader can do, one sentence; it is part of the message too. */
  public final String remedy() {
    return remedy;
  }
}
