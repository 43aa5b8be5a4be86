/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What the tests of all features share. */
@NullMarked
package io.roster.registry;

import org.jspecify.annotations.NullMarked;
