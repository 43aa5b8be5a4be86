/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Keeps the audit and shows it. */
@NullMarked
package io.roster.registry.audit.app;

import org.jspecify.annotations.NullMarked;
