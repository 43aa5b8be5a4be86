/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The local accounts: who may log in, as what. */
@NullMarked
package io.roster.console.accounts;

import org.jspecify.annotations.NullMarked;
