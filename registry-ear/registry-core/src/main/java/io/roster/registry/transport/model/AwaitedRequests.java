/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.transport.model;

import io.roster.registry.replica.ReplicaView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps requests in the queue for those who wait for them, outside of any transaction. */
public interface AwaitedRequests {

  /** What was decided about a request. */
  sealed interface Decision {

    /**
     * @param source empty when its replica is gone already
     */
    record Dispatched(UUID transport, Optional<ReplicaView> source) implements Decision {}

    record Expired() implements Decision {}

    /** Another call with the same request id went away and took it along, or completed it. */
    record Over() implements Decision {}
  }

  /**
   * Says that somebody waits for these, ends the waiting of those whose time is over, and tells
   * what was decided; those that wait on are missing in the answer.
   */
  Map<String, Decision> await(Collection<String> requestIds);
}
