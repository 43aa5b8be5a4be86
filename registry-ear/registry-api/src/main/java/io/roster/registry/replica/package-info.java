/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Replicas: the copies of artifacts that workers hold. */
@NullMarked
package io.roster.registry.replica;

import org.jspecify.annotations.NullMarked;
