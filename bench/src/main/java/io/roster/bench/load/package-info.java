/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * How load is made: closed loops, open loops at a constant rate, and what came of them. It knows no
 * wire and no product.
 */
@NullMarked
package io.roster.bench.load;

import org.jspecify.annotations.NullMarked;
