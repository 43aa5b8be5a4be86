/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** How this coordinator is set up. */
@NullMarked
package io.roster.console.config;

import org.jspecify.annotations.NullMarked;
