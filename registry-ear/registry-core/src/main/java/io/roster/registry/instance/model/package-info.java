/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Instances and what is asked of their storage. */
@NullMarked
package io.roster.registry.instance.model;

import org.jspecify.annotations.NullMarked;
