/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import io.roster.registry.page.Moment;
import java.util.List;

/**
 * The coordinators of this site.
 *
 * @param coordinators by name; those that are silent for a day are left out
 * @param takeovers the newest first
 */
public record SiteFact(
    LeaderFact leader, List<CoordinatorFact> coordinators, List<Takeover> takeovers, Moment asOf) {

  public SiteFact {
    coordinators = List.copyOf(coordinators);
    takeovers = List.copyOf(takeovers);
  }
}
