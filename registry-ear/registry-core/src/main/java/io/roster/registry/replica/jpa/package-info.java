/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Replicas in PostgreSQL. */
@NullMarked
package io.roster.registry.replica.jpa;

import org.jspecify.annotations.NullMarked;
