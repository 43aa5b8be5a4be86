/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The coordinator's life: everything that starts and stops with it, in one order. */
@NullMarked
package io.roster.registry.platform.app;

import org.jspecify.annotations.NullMarked;
