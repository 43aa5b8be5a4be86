/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Commands in PostgreSQL. */
@NullMarked
package io.roster.registry.command.jpa;

import org.jspecify.annotations.NullMarked;
