/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster;

import java.time.Duration;
import java.time.Instant;

/**
 * Why a daemon is kept out, and until when.
 *
 * @param until when it may register again
 * @param registrations how often it registered
 * @param window in how long a time
 */
public record Quarantine(Instant until, int registrations, Duration window) {}
