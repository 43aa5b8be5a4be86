/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What the coordinator says of itself. */
@NullMarked
package io.roster.registry.admin.app;

import org.jspecify.annotations.NullMarked;
