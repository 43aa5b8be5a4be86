/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** People who may use the console, and what each may do. */
@NullMarked
package io.roster.registry.account;

import org.jspecify.annotations.NullMarked;
