/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Reconciling, from a request to an outcome. */
@NullMarked
package io.roster.registry.reconcile.app;

import org.jspecify.annotations.NullMarked;
