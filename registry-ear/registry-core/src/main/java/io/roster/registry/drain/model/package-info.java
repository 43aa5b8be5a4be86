/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What a drain needs to know of the other coordinators. */
@NullMarked
package io.roster.registry.drain.model;

import org.jspecify.annotations.NullMarked;
