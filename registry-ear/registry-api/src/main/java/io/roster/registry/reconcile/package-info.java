/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Bringing a worker's inventory and the registry's view of it to agreement. */
@NullMarked
package io.roster.registry.reconcile;

import org.jspecify.annotations.NullMarked;
