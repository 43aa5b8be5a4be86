/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The reference system's configuration files, read strictly into Roster's own settings. */
@NullMarked
package io.roster.launcher.reference;

import org.jspecify.annotations.NullMarked;
