/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The console's shell: what every view stands in. */
@NullMarked
package io.roster.console;

import org.jspecify.annotations.NullMarked;
