/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The chunk directory over the wire. */
@NullMarked
package io.roster.registry.chunk.grpc;

import org.jspecify.annotations.NullMarked;
