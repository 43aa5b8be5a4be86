/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** How a coordinator comes to lead, and how its singletons run. */
@NullMarked
package io.roster.registry.leadership.app;

import org.jspecify.annotations.NullMarked;
