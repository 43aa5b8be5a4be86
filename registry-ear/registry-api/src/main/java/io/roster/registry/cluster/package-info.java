/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Workers: how they register, beat, leave, and are listed. */
@NullMarked
package io.roster.registry.cluster;

import org.jspecify.annotations.NullMarked;
