/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.journal;

/**
 * One subject as it is.
 *
 * @param kindOfSubject {@code worker}, {@code replica}
 * @param subject a worker id, a replica id
 * @param state as JSON, like {@link JournalEntry#after}
 */
public record SubjectState(String kindOfSubject, String subject, String state) {}
