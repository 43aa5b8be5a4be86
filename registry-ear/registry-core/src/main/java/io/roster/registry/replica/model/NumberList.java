/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica.model;

import java.util.List;

/** A column of numbers, unsigned. */
public record NumberList(List<Long> values) {

  public NumberList {
    values = List.copyOf(values);
  }
}
