/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The one idea of a list: filters that live in the address, rows that come page by page from the
 * database, and a word for each way in which there can be none.
 */
@NullMarked
package io.roster.console.list;

import org.jspecify.annotations.NullMarked;
