/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What every feature shares: who acts, what can go wrong, whether the coordinator is ready. */
@NullMarked
package io.roster.registry.platform;

import org.jspecify.annotations.NullMarked;
