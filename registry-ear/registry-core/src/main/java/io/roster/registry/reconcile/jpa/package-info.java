/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What reconciling asks of PostgreSQL. */
@NullMarked
package io.roster.registry.reconcile.jpa;

import org.jspecify.annotations.NullMarked;
