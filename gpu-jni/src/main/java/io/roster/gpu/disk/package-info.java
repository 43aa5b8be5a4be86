/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The disk of a node: artifacts in files that survive a restart, whole or not at all. */
@NullMarked
package io.roster.gpu.disk;

import org.jspecify.annotations.NullMarked;
