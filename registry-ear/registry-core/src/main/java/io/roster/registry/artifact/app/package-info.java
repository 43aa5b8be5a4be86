/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be done with artifacts, and what memory knows of them. */
@NullMarked
package io.roster.registry.artifact.app;

import org.jspecify.annotations.NullMarked;
