/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The journal as operators read it: the newest changes, with their before and after. */
@NullMarked
package io.roster.console.events;

import org.jspecify.annotations.NullMarked;
