/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The replicas, one by one. */
@NullMarked
package io.roster.console.replicas;

import org.jspecify.annotations.NullMarked;
