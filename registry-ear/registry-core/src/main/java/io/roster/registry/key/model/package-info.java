/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Keys and what is asked of their storage. */
@NullMarked
package io.roster.registry.key.model;

import org.jspecify.annotations.NullMarked;
