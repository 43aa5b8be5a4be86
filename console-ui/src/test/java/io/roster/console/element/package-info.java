/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The console's own elements, as the build bundles them, in a browser. */
@NullMarked
package io.roster.console.element;

import org.jspecify.annotations.NullMarked;
