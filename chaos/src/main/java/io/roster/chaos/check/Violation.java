/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

/**
 * A promise that was not kept.
 *
 * @param promise which one
 * @param detail how that shows
 */
public record Violation(String promise, String detail) {

  @Override
  public String toString() {
    return promise + ": " + detail;
  }
}
