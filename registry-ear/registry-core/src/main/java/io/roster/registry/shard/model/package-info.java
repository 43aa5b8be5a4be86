/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Shard-home leases and what is asked of their storage. */
@NullMarked
package io.roster.registry.shard.model;

import org.jspecify.annotations.NullMarked;
