/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The first page: the state of the fleet at a glance. */
@NullMarked
package io.roster.console.overview;

import org.jspecify.annotations.NullMarked;
