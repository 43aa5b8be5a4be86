/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The drain of this coordinator, step by step. */
@NullMarked
package io.roster.registry.drain.app;

import org.jspecify.annotations.NullMarked;
