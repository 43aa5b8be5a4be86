/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Who is at the console: log-in, roles, guarding of the views, change of password. */
@NullMarked
package io.roster.console.account;

import org.jspecify.annotations.NullMarked;
