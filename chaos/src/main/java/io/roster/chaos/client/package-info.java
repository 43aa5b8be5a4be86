/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** Clients and daemons, which do what their seed says and write down what became of it. */
@NullMarked
package io.roster.chaos.client;

import org.jspecify.annotations.NullMarked;
