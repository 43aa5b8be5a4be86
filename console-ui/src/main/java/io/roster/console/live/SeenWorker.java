/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.console.live;

import io.roster.registry.cluster.WorkerView;

/**
 * A worker in a picture of the fleet.
 *
 * @param heartbeatAge how long before the picture it was last heard, ready to show
 */
public record SeenWorker(WorkerView view, String heartbeatAge) {

  public String id() {
    return view.worker().value();
  }

  public long poolUsedBytes() {
    return Math.max(0, view.poolTotalBytes() - view.poolAvailableBytes());
  }
}
