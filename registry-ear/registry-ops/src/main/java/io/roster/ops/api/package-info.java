/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be read as JSON. {@code openapi.json} describes it. */
@NullMarked
package io.roster.ops.api;

import org.jspecify.annotations.NullMarked;
