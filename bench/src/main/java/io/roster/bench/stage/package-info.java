/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What a scenario is and what it is given. */
@NullMarked
package io.roster.bench.stage;

import org.jspecify.annotations.NullMarked;
