/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What runs here, and under which licences. */
@NullMarked
package io.roster.console.about;

import org.jspecify.annotations.NullMarked;
