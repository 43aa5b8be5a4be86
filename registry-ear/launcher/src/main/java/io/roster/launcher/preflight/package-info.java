/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What is checked before anything starts, so that a start that cannot succeed leaves nothing
 * behind.
 */
@NullMarked
package io.roster.launcher.preflight;

import org.jspecify.annotations.NullMarked;
