/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The product's own database server, seen past the product. */
@NullMarked
package io.roster.bench.database;

import org.jspecify.annotations.NullMarked;
