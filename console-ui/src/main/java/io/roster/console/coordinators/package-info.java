/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Who coordinates, and who leads. */
@NullMarked
package io.roster.console.coordinators;

import org.jspecify.annotations.NullMarked;
