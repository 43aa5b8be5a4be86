/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Small parts that all views share: formats, notices, empty states, the elements of the browser
 * side.
 */
@NullMarked
package io.roster.console.ui;

import org.jspecify.annotations.NullMarked;
