/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

/**
 * The name of one registered daemon incarnation, as the registry gave it; any other text names
 * nobody.
 */
public record WorkerId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
