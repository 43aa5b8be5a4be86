/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Measurements of the running product. Each prints what it was compared with in the same run. */
@NullMarked
package io.roster.bench;

import org.jspecify.annotations.NullMarked;
