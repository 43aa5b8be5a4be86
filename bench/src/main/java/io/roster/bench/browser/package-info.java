/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** People in front of the console: real pages in a real browser without a screen. */
@NullMarked
package io.roster.bench.browser;

import org.jspecify.annotations.NullMarked;
