/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

/** The name of one registered daemon incarnation, as the registry gave it. */
public record WorkerId(String value) {

  public WorkerId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a worker id is not blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
