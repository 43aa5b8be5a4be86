/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The one door through which the console reaches the registry. */
@NullMarked
package io.roster.console.registry;

import org.jspecify.annotations.NullMarked;
