/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be done with instances. */
@NullMarked
package io.roster.registry.instance.app;

import org.jspecify.annotations.NullMarked;
