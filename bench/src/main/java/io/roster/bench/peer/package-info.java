/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Two engines in processes of their own, between which bytes are copied in different ways. */
@NullMarked
package io.roster.bench.peer;

import org.jspecify.annotations.NullMarked;
