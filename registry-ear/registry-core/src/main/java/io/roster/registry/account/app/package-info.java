/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Log-in and the keeping of accounts. */
@NullMarked
package io.roster.registry.account.app;

import org.jspecify.annotations.NullMarked;
