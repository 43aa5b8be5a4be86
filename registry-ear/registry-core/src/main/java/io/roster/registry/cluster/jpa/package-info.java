/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Workers in PostgreSQL: JPA for changes, one SQL class for each hot statement. */
@NullMarked
package io.roster.registry.cluster.jpa;

import org.jspecify.annotations.NullMarked;
