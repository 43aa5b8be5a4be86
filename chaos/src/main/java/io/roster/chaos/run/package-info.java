/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Runs one seed after another on one site, and reports. */
@NullMarked
package io.roster.chaos.run;

import org.jspecify.annotations.NullMarked;
