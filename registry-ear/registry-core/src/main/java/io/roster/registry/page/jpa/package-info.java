/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Reads lists in parts. */
@NullMarked
package io.roster.registry.page.jpa;

import org.jspecify.annotations.NullMarked;
