/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package io.roster.backup;

import org.jspecify.annotations.NullMarked;
