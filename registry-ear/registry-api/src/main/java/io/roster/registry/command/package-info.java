/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What operators ask of the fleet, and what becomes of it. */
@NullMarked
package io.roster.registry.command;

import org.jspecify.annotations.NullMarked;
