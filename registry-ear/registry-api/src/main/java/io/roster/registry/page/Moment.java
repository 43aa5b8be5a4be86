/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.page;

import java.time.Instant;

/**
 * At which moment something was read.
 *
 * @param revision everything up to here is in it; good as the expected revision of a command
 * @param time by the database's clock
 */
public record Moment(long revision, Instant time) {}
