/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The fleet as a picture and as a table. */
@NullMarked
package io.roster.console.topology;

import org.jspecify.annotations.NullMarked;
