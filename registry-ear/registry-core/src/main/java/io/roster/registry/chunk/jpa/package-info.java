/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The chunk directory in PostgreSQL: one SQL class for each statement, since all of them are hot.
 */
@NullMarked
package io.roster.registry.chunk.jpa;

import org.jspecify.annotations.NullMarked;
