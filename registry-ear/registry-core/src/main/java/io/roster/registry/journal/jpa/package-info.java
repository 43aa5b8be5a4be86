/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The journal in PostgreSQL: written inside each change, followed by a thread that misses nothing.
 */
@NullMarked
package io.roster.registry.journal.jpa;

import org.jspecify.annotations.NullMarked;
