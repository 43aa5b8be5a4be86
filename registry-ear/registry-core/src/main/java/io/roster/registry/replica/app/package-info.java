/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be done with replicas. */
@NullMarked
package io.roster.registry.replica.app;

import org.jspecify.annotations.NullMarked;
