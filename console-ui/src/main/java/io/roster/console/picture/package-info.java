/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Pictures, laid out on the server so that everybody sees the same, and drawn by small elements of
 * the browser.
 */
@NullMarked
package io.roster.console.picture;

import org.jspecify.annotations.NullMarked;
