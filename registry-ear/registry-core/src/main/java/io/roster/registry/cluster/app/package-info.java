/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be done with workers, one class for each use. */
@NullMarked
package io.roster.registry.cluster.app;

import org.jspecify.annotations.NullMarked;
