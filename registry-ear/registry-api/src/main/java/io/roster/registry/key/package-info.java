/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Keys: names for artifacts, fixed or swapped from one to the next. */
@NullMarked
package io.roster.registry.key;

import org.jspecify.annotations.NullMarked;
