/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The built product, run as a user runs it, in processes of its own and with a data directory that
 * goes with it.
 */
@NullMarked
package io.roster.bench.product;

import org.jspecify.annotations.NullMarked;
