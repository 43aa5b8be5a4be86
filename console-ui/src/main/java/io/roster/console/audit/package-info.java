/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What people asked for. */
@NullMarked
package io.roster.console.audit;

import org.jspecify.annotations.NullMarked;
