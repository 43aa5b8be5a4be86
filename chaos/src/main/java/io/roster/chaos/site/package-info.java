/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The processes of a site: three coordinators and a PostgreSQL with a standby. */
@NullMarked
package io.roster.chaos.site;

import org.jspecify.annotations.NullMarked;
