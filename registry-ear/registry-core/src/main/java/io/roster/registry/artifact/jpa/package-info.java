/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Artifacts and their indexes in PostgreSQL. */
@NullMarked
package io.roster.registry.artifact.jpa;

import org.jspecify.annotations.NullMarked;
