/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The artifacts, and where their copies are. */
@NullMarked
package io.roster.console.artifacts;

import org.jspecify.annotations.NullMarked;
