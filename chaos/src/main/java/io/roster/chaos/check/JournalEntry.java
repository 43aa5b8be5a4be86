/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.chaos.check;

/**
 * One entry of the journal, as the database holds it or as a watcher was given it.
 *
 * @param at when it was written, in microseconds since 1970, by the database's clock
 */
public record JournalEntry(
    long revision,
    long at,
    long epoch,
    String coordinator,
    String actor,
    String kind,
    String subject) {}
