/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The commands and what became of them. */
@NullMarked
package io.roster.console.command;

import org.jspecify.annotations.NullMarked;
