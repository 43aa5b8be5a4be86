/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What a run hands out: figures with their conditions, or the sentence that says why there are
 * none.
 */
@NullMarked
package io.roster.bench.report;

import org.jspecify.annotations.NullMarked;
