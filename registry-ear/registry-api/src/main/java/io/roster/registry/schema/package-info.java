/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The schema that coordinators of two versions share. */
@NullMarked
package io.roster.registry.schema;

import org.jspecify.annotations.NullMarked;
