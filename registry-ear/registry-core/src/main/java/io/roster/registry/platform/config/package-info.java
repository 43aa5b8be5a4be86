/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The coordinator's settings, read once from MicroProfile Config and refused as a whole when one is
 * wrong.
 */
@NullMarked
package io.roster.registry.platform.config;

import org.jspecify.annotations.NullMarked;
