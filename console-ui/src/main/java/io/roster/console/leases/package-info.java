/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The leases of shard homes. */
@NullMarked
package io.roster.console.leases;

import org.jspecify.annotations.NullMarked;
