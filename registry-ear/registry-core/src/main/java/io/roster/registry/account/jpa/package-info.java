/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Accounts in PostgreSQL. */
@NullMarked
package io.roster.registry.account.jpa;

import org.jspecify.annotations.NullMarked;
