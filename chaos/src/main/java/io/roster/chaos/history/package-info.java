/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What each client asked, what it was answered, and when; written to files that can be checked
 * again.
 */
@NullMarked
package io.roster.chaos.history;

import org.jspecify.annotations.NullMarked;
