/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Reads the fleet with one statement for each list. */
@NullMarked
package io.roster.registry.facts.jpa;

import org.jspecify.annotations.NullMarked;
