/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The file that a backup is: a ZIP archive with an entry for each table, a manifest, and at its
 * very end a checksum of all that comes before. It knows nothing of any database.
 */
@NullMarked
package io.roster.backup;

import org.jspecify.annotations.NullMarked;
