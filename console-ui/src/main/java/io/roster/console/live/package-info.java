/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What the views show, kept current: one feed per coordinator reads the registry and hands pictures
 * of the fleet to all open tabs.
 */
@NullMarked
package io.roster.console.live;

import org.jspecify.annotations.NullMarked;
