/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What is known of the cluster as a whole. */
@NullMarked
package io.roster.registry.admin.model;

import org.jspecify.annotations.NullMarked;
