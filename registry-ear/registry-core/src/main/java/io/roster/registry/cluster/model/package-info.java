/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Workers as the registry understands them, without container or wire. */
@NullMarked
package io.roster.registry.cluster.model;

import org.jspecify.annotations.NullMarked;
