/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The chunk directory and what is asked of its storage. */
@NullMarked
package io.roster.registry.chunk.model;

import org.jspecify.annotations.NullMarked;
