/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.pair;

import io.roster.it.product.Pair;
import io.roster.it.product.PairedCoordinator;

/** At which coordinator something happens that the other one must know of. One of them leads. */
enum Direction {
  FIRST_TO_SECOND,
  SECOND_TO_FIRST;

  PairedCoordinator here(Pair pair) {
    return this == FIRST_TO_SECOND ? pair.first() : pair.second();
  }

  PairedCoordinator there(Pair pair) {
    return pair.other(here(pair));
  }
}
