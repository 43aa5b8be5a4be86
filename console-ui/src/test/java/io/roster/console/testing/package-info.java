/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Stand-ins for the registry, and the console in a browser-less test. */
@NullMarked
package io.roster.console.testing;

import org.jspecify.annotations.NullMarked;
