/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Looking at the schema and contracting it. */
@NullMarked
package io.roster.registry.schema.app;

import org.jspecify.annotations.NullMarked;
