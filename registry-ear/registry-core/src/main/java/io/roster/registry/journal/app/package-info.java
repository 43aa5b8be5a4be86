/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** How changes reach the journal, and how memory follows it. */
@NullMarked
package io.roster.registry.journal.app;

import org.jspecify.annotations.NullMarked;
