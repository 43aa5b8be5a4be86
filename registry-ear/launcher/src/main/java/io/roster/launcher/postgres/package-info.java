/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The PostgreSQL that the launcher brings along, and the check of one that it is given. */
@NullMarked
package io.roster.launcher.postgres;

import org.jspecify.annotations.NullMarked;
