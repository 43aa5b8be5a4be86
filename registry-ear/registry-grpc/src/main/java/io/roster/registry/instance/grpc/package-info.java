/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Engine instances over the wire. */
@NullMarked
package io.roster.registry.instance.grpc;

import org.jspecify.annotations.NullMarked;
