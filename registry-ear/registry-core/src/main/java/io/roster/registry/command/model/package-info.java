/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Commands and what is asked of their storage. */
@NullMarked
package io.roster.registry.command.model;

import org.jspecify.annotations.NullMarked;
