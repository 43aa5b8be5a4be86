/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.drain.model;

import java.time.Duration;

/**
 * How long a drain takes.
 *
 * @param settle for those who look to turn elsewhere
 * @param deadline for calls to finish after that
 */
public record DrainPolicy(Duration settle, Duration deadline) {}
