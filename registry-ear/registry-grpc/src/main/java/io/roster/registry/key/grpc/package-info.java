/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Keys on the wire. */
@NullMarked
package io.roster.registry.key.grpc;

import org.jspecify.annotations.NullMarked;
