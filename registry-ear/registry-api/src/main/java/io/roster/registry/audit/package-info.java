/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What people did, and what they were refused. */
@NullMarked
package io.roster.registry.audit;

import org.jspecify.annotations.NullMarked;
