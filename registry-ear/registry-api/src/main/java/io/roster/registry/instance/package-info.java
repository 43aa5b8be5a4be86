/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Instances: the engine processes that run beside the daemons. */
@NullMarked
package io.roster.registry.instance;

import org.jspecify.annotations.NullMarked;
