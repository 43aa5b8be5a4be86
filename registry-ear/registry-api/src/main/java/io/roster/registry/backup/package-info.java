/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Backups of everything that the registry remembers, and their way back. */
@NullMarked
package io.roster.registry.backup;

import org.jspecify.annotations.NullMarked;
