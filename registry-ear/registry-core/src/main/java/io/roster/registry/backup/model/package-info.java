/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What a backup and a restore need to know. */
@NullMarked
package io.roster.registry.backup.model;

import org.jspecify.annotations.NullMarked;
