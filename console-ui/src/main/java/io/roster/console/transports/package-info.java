/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The transfers that are permitted, and those that wait. */
@NullMarked
package io.roster.console.transports;

import org.jspecify.annotations.NullMarked;
