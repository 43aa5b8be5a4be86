/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The lease of leadership in PostgreSQL. */
@NullMarked
package io.roster.registry.leadership.jpa;

import org.jspecify.annotations.NullMarked;
