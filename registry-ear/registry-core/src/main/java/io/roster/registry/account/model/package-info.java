/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Console accounts and their passwords' hashes. */
@NullMarked
package io.roster.registry.account.model;

import org.jspecify.annotations.NullMarked;
