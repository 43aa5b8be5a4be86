/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What the coordinator needs in order to serve, watched in the background so that a probe never
 * waits.
 */
@NullMarked
package io.roster.registry.platform.health;

import org.jspecify.annotations.NullMarked;
