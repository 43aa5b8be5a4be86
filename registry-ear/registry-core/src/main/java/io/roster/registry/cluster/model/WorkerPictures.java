/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.cluster.model;

import io.roster.registry.cluster.WorkerQuery;
import io.roster.registry.cluster.WorkerView;
import java.util.List;

/**
 * Reads workers as they are committed. Each method throws {@code DatabaseAway} when the database
 * does not answer.
 */
public interface WorkerPictures {

  /** Every active worker, with what the heartbeat path needs. */
  List<KnownWorker> active();

  /** The active workers as they are listed, the one heard last first. */
  List<WorkerView> list(WorkerQuery query, LivenessPolicy policy);
}
