/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The rules of reconciling: what a request is worth, and what differs. */
@NullMarked
package io.roster.registry.reconcile.model;

import org.jspecify.annotations.NullMarked;
