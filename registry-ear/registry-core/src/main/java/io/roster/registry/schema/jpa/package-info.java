/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The schema of this database. */
@NullMarked
package io.roster.registry.schema.jpa;

import org.jspecify.annotations.NullMarked;
