/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The measurements, one class each. */
@NullMarked
package io.roster.bench.scenario;

import org.jspecify.annotations.NullMarked;
