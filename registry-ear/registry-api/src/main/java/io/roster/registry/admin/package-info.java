/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What a coordinator says about itself. */
@NullMarked
package io.roster.registry.admin;

import org.jspecify.annotations.NullMarked;
