/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What each kind of command means: whom it is about, and how it is carried out. */
@NullMarked
package io.roster.registry.command.app.verb;

import org.jspecify.annotations.NullMarked;
