/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.bench.load;

/**
 * How an action ended.
 *
 * @param reason why it was not served; empty when it was
 */
public record Answer(Verdict verdict, String reason) {

  public static final Answer SERVED = new Answer(Verdict.SERVED, "");

  /** What became of it, as far as a load's figures tell them apart. */
  public enum Verdict {
    SERVED,
    /** Refused for now: the caller may come again. */
    SHED,
    FAILED
  }

  public static Answer shed(String reason) {
    return new Answer(Verdict.SHED, reason);
  }

  public static Answer failed(String reason) {
    return new Answer(Verdict.FAILED, reason);
  }
}
