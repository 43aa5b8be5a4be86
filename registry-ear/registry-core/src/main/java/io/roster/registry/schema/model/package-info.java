/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What a schema can be asked for. */
@NullMarked
package io.roster.registry.schema.model;

import org.jspecify.annotations.NullMarked;
