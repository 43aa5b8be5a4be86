/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The application server in a process of its own. {@link io.roster.launcher.server.ServerMain} runs
 * there and needs nothing but the server's jar; everything else runs in the process that starts it.
 */
@NullMarked
package io.roster.launcher.server;

import org.jspecify.annotations.NullMarked;
