/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The browser that tests drive. */
@NullMarked
package io.roster.testing.chromium;

import org.jspecify.annotations.NullMarked;
