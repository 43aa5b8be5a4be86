/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.model;

import io.roster.registry.page.Count;
import io.roster.registry.page.Moment;

/** Everything else in figures. */
public record RegistryTally(
    Count artifacts,
    Count keys,
    long transportsActive,
    long transportsWaiting,
    long leases,
    long commandsOpen,
    double databaseMillis,
    Moment asOf) {}
