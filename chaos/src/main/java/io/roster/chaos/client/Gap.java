/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.client;

/**
 * What lies between two acknowledgements in a row.
 *
 * @param from when the first of them came, in microseconds
 * @param until when the second of them came
 * @param before who gave the first of them
 * @param after who gave the second of them
 */
public record Gap(long from, long until, String before, String after) {

  static final Gap NONE = new Gap(0, 0, "", "");

  public long micros() {
    return until - from;
  }
}
