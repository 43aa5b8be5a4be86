/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The journal as others see it: every change of state, in order. */
@NullMarked
package io.roster.registry.journal;

import org.jspecify.annotations.NullMarked;
