/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import jakarta.resource.ResourceException;

/** The base of what the GPU daemon's connections throw: a sentence, and a stable error code. */
public abstract class GpuDaemonException extends ResourceException {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  protected GpuDaemonException(String sentence, String errorCode) {
    super(sentence, errorCode);
    this.sentence = sentence;
  }

  /** The sentence alone; the base class would append the error code to it. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
