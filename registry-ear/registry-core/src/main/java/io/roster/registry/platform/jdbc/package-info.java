/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The way to PostgreSQL: where connections come from and what its failures mean. */
@NullMarked
package io.roster.registry.platform.jdbc;

import org.jspecify.annotations.NullMarked;
