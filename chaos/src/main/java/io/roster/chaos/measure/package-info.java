/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What clients notice of a fault, as figures that are held against limits. */
@NullMarked
package io.roster.chaos.measure;

import org.jspecify.annotations.NullMarked;
