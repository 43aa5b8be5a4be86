/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What Linux tells of processes. */
@NullMarked
package io.roster.bench.proc;

import org.jspecify.annotations.NullMarked;
