/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Replicas on the wire. */
@NullMarked
package io.roster.registry.replica.grpc;

import org.jspecify.annotations.NullMarked;
