/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Replicas and what is asked of their storage. */
@NullMarked
package io.roster.registry.replica.model;

import org.jspecify.annotations.NullMarked;
