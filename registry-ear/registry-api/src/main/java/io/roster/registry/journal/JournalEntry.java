/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

import java.time.Instant;

/**
 * One change of state.
 *
 * @param revision its place in the order of everything
 * @param time when, by the database's clock
 * @param epoch the leadership under which a singleton wrote it; 0 for a change that needs no leader
 * @param coordinator which coordinator wrote it
 * @param actor who caused it
 * @param kind what happened: {@code worker.registered}
 * @param subject to whom: a worker id, an account name
 * @param before the state before as JSON, {@code null} in JSON when there was none
 * @param after the state after as JSON, {@code null} in JSON when there is none
 */
public record JournalEntry(
    long revision,
    Instant time,
    long epoch,
    String coordinator,
    String actor,
    String kind,
    String subject,
    String before,
    String after) {}
