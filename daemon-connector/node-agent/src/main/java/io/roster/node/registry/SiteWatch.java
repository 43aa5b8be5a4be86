/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.roster.client.Origin;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches epoch and revision in the answers. Another epoch means that another coordinator leads, or
 * the registry was restarted; a coordinator that has gone back in its revisions serves a registry
 * that was restored. Either way this node's inventory has to be agreed on anew. For all threads.
 */
final class SiteWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SiteWatch.class);

  /** Answers may overtake each other, so one lower revision proves nothing yet. */
  private static final int PROOF = 3;

  private final LinkListener listener;
  private final Map<String, Seen> coordinators = new HashMap<>();
  private long epoch = -1;

  private record Seen(long revision, int lower) {}

  SiteWatch(LinkListener listener) {
    this.listener = listener;
  }

  void seen(Origin origin) {
    if (isAnother(origin)) {
      listener.inventoryInDoubt("the registry is under epoch " + origin.epoch());
    }
    if (wentBack(origin)) {
      listener.registryMayHaveForgotten();
      listener.inventoryInDoubt("the registry went back to revision " + origin.revision());
    }
  }

  /** A coordinator that is slow to notice may tell of a former epoch, but never of its own past. */
  private synchronized boolean isAnother(Origin origin) {
    long before = epoch;
    boolean restored = origin.epoch() < before && isLower(origin);
    if (before == origin.epoch() || (origin.epoch() < before && !restored)) {
      return false;
    }
    epoch = origin.epoch();
    if (before >= 0) {
      LOG.info(
          "registry_epoch epoch={} before={} revision={} coordinator={}",
          origin.epoch(),
          before,
          origin.revision(),
          origin.coordinator());
    }
    return before >= 0;
  }

  private boolean isLower(Origin origin) {
    Seen seen = coordinators.get(origin.coordinator());
    return seen != null && origin.revision() < seen.revision();
  }

  private synchronized boolean wentBack(Origin origin) {
    Seen seen = coordinators.getOrDefault(origin.coordinator(), new Seen(origin.revision(), 0));
    if (origin.revision() >= seen.revision()) {
      coordinators.put(origin.coordinator(), new Seen(origin.revision(), 0));
      return false;
    }
    if (seen.lower() + 1 < PROOF) {
      coordinators.put(origin.coordinator(), new Seen(seen.revision(), seen.lower() + 1));
      return false;
    }
    LOG.warn(
        "registry_restored code=ROS-2221 coordinator={} revision={} before={}",
        origin.coordinator(),
        origin.revision(),
        seen.revision());
    coordinators.put(origin.coordinator(), new Seen(origin.revision(), 0));
    return true;
  }
}
