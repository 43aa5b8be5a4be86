/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.page;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next where the next page begins; empty when this is the last one
 * @param count how many rows the filter lets through in all
 */
public record Page<T>(List<T> rows, Optional<PageToken> next, Count count, Moment asOf) {

  public Page {
    rows = List.copyOf(rows);
  }
}
