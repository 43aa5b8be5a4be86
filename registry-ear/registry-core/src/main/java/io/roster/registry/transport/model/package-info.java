/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What a transport is, which source is the best, and whose turn it is. */
@NullMarked
package io.roster.registry.transport.model;

import org.jspecify.annotations.NullMarked;
