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

  /** What the reader can do, one sentence; it is part of the message too. */
  public final String remedy() {
    return remedy;
  }
}
