/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts;

import java.time.Instant;
import java.util.Optional;

/**
 * Who leads.
 *
 * @param holder who has the lease or had it last; empty when nobody ever had
 * @param since when this leadership began, as far as the journal goes back
 * @param running whether the lease has not run out
 */
public record LeaderFact(String holder, long epoch, Optional<Instant> since, boolean running) {}
