/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Shard-home leases in PostgreSQL. */
@NullMarked
package io.roster.registry.shard.jpa;

import org.jspecify.annotations.NullMarked;
