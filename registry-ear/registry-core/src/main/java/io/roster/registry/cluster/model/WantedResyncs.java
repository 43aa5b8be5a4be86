/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerId;

/** Whom somebody wants to reconcile, whatever the heartbeats compare. Answers at once. */
public interface WantedResyncs {

  boolean wants(WorkerId worker);
}
