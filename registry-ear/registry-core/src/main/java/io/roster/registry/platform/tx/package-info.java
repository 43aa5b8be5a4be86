/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Transactions around changes, and their repetition when two of them collide. */
@NullMarked
package io.roster.registry.platform.tx;

import org.jspecify.annotations.NullMarked;
