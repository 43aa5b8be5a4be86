/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The {@code roster} command: checks first, then starts and stops everything that belongs to it.
 */
@NullMarked
package io.roster.launcher;

import org.jspecify.annotations.NullMarked;
