/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The watch on the wire. */
@NullMarked
package io.roster.registry.journal.grpc;

import org.jspecify.annotations.NullMarked;
