/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be done with shard-home leases. */
@NullMarked
package io.roster.registry.shard.app;

import org.jspecify.annotations.NullMarked;
