/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Looks into the database past the product. */
@NullMarked
package io.roster.chaos.store;

import org.jspecify.annotations.NullMarked;
