/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Instances in PostgreSQL. */
@NullMarked
package io.roster.registry.instance.jpa;

import org.jspecify.annotations.NullMarked;
