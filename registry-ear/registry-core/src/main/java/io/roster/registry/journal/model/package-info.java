/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The journal as changes use it. */
@NullMarked
package io.roster.registry.journal.model;

import org.jspecify.annotations.NullMarked;
