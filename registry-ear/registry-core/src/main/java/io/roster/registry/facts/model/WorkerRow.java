/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.model;

import io.roster.registry.facts.BeatStrip;
import io.roster.registry.facts.WorkerFact;

/** A worker and how regularly it beat. */
public record WorkerRow(WorkerFact worker, BeatStrip beats) {}
