/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.shard;

import java.time.Instant;

/**
 * Who is the home of a shard.
 *
 * @param shardId unsigned
 * @param generation counts those who were, from 1, unsigned
 * @param expiresAt until when unless it is kept alive, by the database's clock
 */
public record ShardHome(long shardId, String holderDaemonId, long generation, Instant expiresAt) {}
