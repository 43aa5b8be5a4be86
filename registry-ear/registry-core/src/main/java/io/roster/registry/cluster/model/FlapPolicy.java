/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import java.time.Duration;

/**
 * When a daemon comes and goes too often.
 *
 * @param most how many registrations within the window are too many
 * @param window how far back they are counted
 * @param quarantine for how long it is kept out then; zero lets it come and go
 */
public record FlapPolicy(int most, Duration window, Duration quarantine) {}
