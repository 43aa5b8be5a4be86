/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Lists in parts: each part begins after a row, so that it costs the same wherever it is. */
@NullMarked
package io.roster.registry.page;

import org.jspecify.annotations.NullMarked;
