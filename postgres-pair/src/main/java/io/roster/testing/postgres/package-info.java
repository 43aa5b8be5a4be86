/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** A PostgreSQL with a synchronous standby, for tests that take the primary away. */
@NullMarked
package io.roster.testing.postgres;

import org.jspecify.annotations.NullMarked;
