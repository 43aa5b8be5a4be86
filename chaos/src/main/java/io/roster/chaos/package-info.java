/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The fault harness: breaks a running site by a seeded plan and checks what its clients were
 * promised.
 */
@NullMarked
package io.roster.chaos;

import org.jspecify.annotations.NullMarked;
