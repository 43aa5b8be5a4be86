/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The facts about the fleet on the wire. */
@NullMarked
package io.roster.registry.facts.grpc;

import org.jspecify.annotations.NullMarked;
