/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Backups of the tables in PostgreSQL, and their way back. */
@NullMarked
package io.roster.registry.backup.jpa;

import org.jspecify.annotations.NullMarked;
