/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What the audit keeps. */
@NullMarked
package io.roster.registry.audit.model;

import org.jspecify.annotations.NullMarked;
