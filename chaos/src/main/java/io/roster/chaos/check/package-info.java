/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Decides from a history and from what the store holds afterwards whether every promise was kept.
 */
@NullMarked
package io.roster.chaos.check;

import org.jspecify.annotations.NullMarked;
