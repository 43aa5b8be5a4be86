/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Who acts, and what they may. */
@NullMarked
package io.roster.registry.access;

import org.jspecify.annotations.NullMarked;
