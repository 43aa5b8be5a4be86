/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The workers of the fleet: the live table, its filters, and those that just went. */
@NullMarked
package io.roster.console.workers;

import org.jspecify.annotations.NullMarked;
