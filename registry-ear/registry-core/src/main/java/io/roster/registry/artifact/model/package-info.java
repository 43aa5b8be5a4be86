/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Artifacts and what is asked of their storage. */
@NullMarked
package io.roster.registry.artifact.model;

import org.jspecify.annotations.NullMarked;
