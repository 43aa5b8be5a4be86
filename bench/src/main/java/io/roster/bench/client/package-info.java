/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
/** The registry's clients, as far as a load needs them: connections, workers, keys, inventories. */
@NullMarked
package io.roster.bench.client;

import org.jspecify.annotations.NullMarked;
