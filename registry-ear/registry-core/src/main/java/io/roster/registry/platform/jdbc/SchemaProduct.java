/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.platform.jdbc;

import java.util.List;

/**
 * What a version of the product brings along.
 *
 * @param expansions where the migrations are that old and new coordinators both work with
 * @param contractions where those are that take away what older coordinators need; {@code C0012}
 *     may run when everybody knows version 12
 * @param beside the oldest schema version that other coordinators may know beside this one
 */
public record SchemaProduct(List<String> expansions, List<String> contractions, int beside) {

  /** This version: whoever knows version 9 works with all that it writes. */
  public static final SchemaProduct THIS =
      new SchemaProduct(
          List.of("classpath:db/migrations"), List.of("classpath:db/contractions"), 9);

  public SchemaProduct {
    expansions = List.copyOf(expansions);
    contractions = List.copyOf(contractions);
  }
}
