/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Shard-home leases over the wire. */
@NullMarked
package io.roster.registry.shard.grpc;

import org.jspecify.annotations.NullMarked;
