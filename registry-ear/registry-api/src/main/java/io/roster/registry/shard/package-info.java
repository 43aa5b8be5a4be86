/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Shard-home leases: which daemon is the home of a shard, one at a time. */
@NullMarked
package io.roster.registry.shard;

import org.jspecify.annotations.NullMarked;
