/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The audit in PostgreSQL. */
@NullMarked
package io.roster.registry.audit.jpa;

import org.jspecify.annotations.NullMarked;
