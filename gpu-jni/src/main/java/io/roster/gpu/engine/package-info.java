/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The engine itself: which replica lies where, and how bytes get from one memory to another. */
@NullMarked
package io.roster.gpu.engine;

import org.jspecify.annotations.NullMarked;
