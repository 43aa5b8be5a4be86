/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Artifacts: what they are made of, their indexes, and where they can be had. */
@NullMarked
package io.roster.registry.artifact;

import org.jspecify.annotations.NullMarked;
