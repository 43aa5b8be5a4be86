/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.platform.Names;
import java.util.Optional;

/**
 * Which leases to list.
 *
 * @param holder that this daemon holds
 * @param which of them
 */
public record LeaseFilter(Optional<String> holder, Which which) {

  /** Of the leases. */
  public enum Which {
    HELD,
    ENDED,
    ALL
  }

  public LeaseFilter {
    holder.ifPresent(name -> Names.requireSound("holder", name));
  }

  public static LeaseFilter held() {
    return new LeaseFilter(Optional.empty(), Which.HELD);
  }
}
