/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Transports and those who wait for them in PostgreSQL.
 *
 * <p>Lock order: the concerns of the whole transaction, sorted; then waiting requests, sources and
 * their workers, counters and transports, one request after the other; the journal's head last.
 */
@NullMarked
package io.roster.registry.transport.jpa;

import org.jspecify.annotations.NullMarked;
