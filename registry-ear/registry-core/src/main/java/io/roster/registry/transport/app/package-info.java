/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** What can be done with transports. */
@NullMarked
package io.roster.registry.transport.app;

import org.jspecify.annotations.NullMarked;
