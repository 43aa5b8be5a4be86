/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What operators do: each action is asked for by the one dialog, goes through the registry's door,
 * and is followed until it is finished.
 */
@NullMarked
package io.roster.console.action;

import org.jspecify.annotations.NullMarked;
