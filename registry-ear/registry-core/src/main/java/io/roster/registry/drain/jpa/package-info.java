/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Who serves, in SQL. */
@NullMarked
package io.roster.registry.drain.jpa;

import org.jspecify.annotations.NullMarked;
