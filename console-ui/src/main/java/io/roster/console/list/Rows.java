/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.list;

import io.roster.registry.page.Moment;
import io.roster.registry.page.Page;
import io.roster.registry.page.PageToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A page of a list as it is shown.
 *
 * @param count how many there are in all, in words
 */
public record Rows<T>(List<T> rows, Optional<PageToken> next, String count, Moment asOf) {

  public Rows {
    rows = List.copyOf(rows);
  }

  public static <T> Rows<T> of(Page<T> page) {
    String count = String.format(Locale.ROOT, "%,d", page.count().atLeast());
    return new Rows<>(
        page.rows(), page.next(), count + (page.count().capped() ? "+" : ""), page.asOf());
  }
}
