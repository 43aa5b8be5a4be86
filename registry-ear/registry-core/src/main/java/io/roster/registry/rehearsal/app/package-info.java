/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What a coordinator tries before anybody asks it for something. */
@NullMarked
package io.roster.registry.rehearsal.app;

import org.jspecify.annotations.NullMarked;
