/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What the build runs while it lays out the distribution; not part of it. */
@NullMarked
package io.roster.launcher.build;

import org.jspecify.annotations.NullMarked;
