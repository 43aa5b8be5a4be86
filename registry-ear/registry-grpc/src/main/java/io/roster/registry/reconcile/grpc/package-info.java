/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Reconciling over the wire. */
@NullMarked
package io.roster.registry.reconcile.grpc;

import org.jspecify.annotations.NullMarked;
