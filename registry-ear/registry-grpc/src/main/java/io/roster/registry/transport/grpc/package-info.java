/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Transports on the wire, translated to and from the registry's words. */
@NullMarked
package io.roster.registry.transport.grpc;

import org.jspecify.annotations.NullMarked;
