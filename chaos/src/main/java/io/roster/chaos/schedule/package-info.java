/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Which faults a seed brings, and when. */
@NullMarked
package io.roster.chaos.schedule;

import org.jspecify.annotations.NullMarked;
