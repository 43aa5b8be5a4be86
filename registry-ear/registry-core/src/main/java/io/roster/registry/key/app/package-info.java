/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be done with keys, and what memory knows of them. */
@NullMarked
package io.roster.registry.key.app;

import org.jspecify.annotations.NullMarked;
