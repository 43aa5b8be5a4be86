/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Taking backups and restoring them. */
@NullMarked
package io.roster.registry.backup.app;

import org.jspecify.annotations.NullMarked;
