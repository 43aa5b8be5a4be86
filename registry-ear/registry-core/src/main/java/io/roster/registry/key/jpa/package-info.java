/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Keys in PostgreSQL. */
@NullMarked
package io.roster.registry.key.jpa;

import org.jspecify.annotations.NullMarked;
