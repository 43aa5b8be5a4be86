/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.report;

/** A measurement broke off: what it would have printed is not to be trusted. */
public final class MeasurementFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MeasurementFailed(String sentence) {
    super(sentence);
  }

  public MeasurementFailed(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
