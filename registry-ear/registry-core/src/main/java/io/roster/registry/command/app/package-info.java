/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Commands from the request to their end, one class for each use. */
@NullMarked
package io.roster.registry.command.app;

import org.jspecify.annotations.NullMarked;
