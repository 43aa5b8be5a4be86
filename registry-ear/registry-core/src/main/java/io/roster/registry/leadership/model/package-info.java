/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What a leader is, and what only a leader does. */
@NullMarked
package io.roster.registry.leadership.model;

import org.jspecify.annotations.NullMarked;
