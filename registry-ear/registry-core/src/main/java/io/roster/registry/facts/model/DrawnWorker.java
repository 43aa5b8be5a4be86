/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.facts.model;

import io.roster.registry.facts.Sync;
import io.roster.registry.facts.WorkerCondition;

/** A worker as a picture needs it. */
public record DrawnWorker(
    String workerId,
    String nodeId,
    String address,
    WorkerCondition condition,
    Sync sync,
    long poolTotalBytes,
    long poolAvailableBytes) {}
