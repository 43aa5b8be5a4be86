/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Artifacts on the wire. */
@NullMarked
package io.roster.registry.artifact.grpc;

import org.jspecify.annotations.NullMarked;
