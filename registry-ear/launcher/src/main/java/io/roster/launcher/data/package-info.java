/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The data directory: who made it, who uses it, and the secrets it keeps. */
@NullMarked
package io.roster.launcher.data;

import org.jspecify.annotations.NullMarked;
