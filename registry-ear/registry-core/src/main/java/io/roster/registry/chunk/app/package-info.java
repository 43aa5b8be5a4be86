/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be done with chunks. */
@NullMarked
package io.roster.registry.chunk.app;

import org.jspecify.annotations.NullMarked;
