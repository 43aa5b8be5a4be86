/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.client;

import java.util.Optional;
import java.util.function.Consumer;

/** How far the answers have come. For all threads. */
final class Position implements Consumer<Origin> {

  private volatile Optional<Origin> last = Optional.empty();
  private long highest;

  @Override
  public void accept(Origin origin) {
    last = Optional.of(origin);
    synchronized (this) {
      highest = Math.max(highest, origin.revision());
    }
  }

  Optional<Origin> last() {
    return last;
  }

  synchronized long highest() {
    return highest;
  }
}
