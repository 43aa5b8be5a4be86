/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Facts about the cluster in PostgreSQL. */
@NullMarked
package io.roster.registry.admin.jpa;

import org.jspecify.annotations.NullMarked;
