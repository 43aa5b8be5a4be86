/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The keys and what they stand for. */
@NullMarked
package io.roster.console.keys;

import org.jspecify.annotations.NullMarked;
