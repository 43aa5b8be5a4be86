/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What operators and scripts can read of the fleet: lists in pages, the details of one thing, the
 * whole picture, and what an action would do. Everything is read as it is committed.
 */
@NullMarked
package io.roster.registry.facts;

import org.jspecify.annotations.NullMarked;
