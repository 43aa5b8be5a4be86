/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Chunks: the parts of artifacts, and which node has which of them. */
@NullMarked
package io.roster.registry.chunk;

import org.jspecify.annotations.NullMarked;
