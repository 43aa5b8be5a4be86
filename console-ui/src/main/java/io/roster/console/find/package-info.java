/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Finds anything by its id, the beginning of it, or an address. */
@NullMarked
package io.roster.console.find;

import org.jspecify.annotations.NullMarked;
