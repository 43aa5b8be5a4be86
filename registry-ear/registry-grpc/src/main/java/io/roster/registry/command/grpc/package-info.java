/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Commands on the wire. */
@NullMarked
package io.roster.registry.command.grpc;

import org.jspecify.annotations.NullMarked;
