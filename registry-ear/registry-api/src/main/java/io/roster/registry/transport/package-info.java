/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Transports: the permitted transfers of an artifact from one of its replicas. */
@NullMarked
package io.roster.registry.transport;

import org.jspecify.annotations.NullMarked;
