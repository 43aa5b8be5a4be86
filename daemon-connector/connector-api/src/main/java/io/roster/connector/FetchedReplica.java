/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.connector;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What came of a fetch.
 *
 * @param replica the replica, complete and verified
 * @param failures which sources failed before it was complete, in that order
 * @param took how long it took
 */
public record FetchedReplica(ReplicaInfo replica, List<PeerFailure> failures, Duration took)
    implements Serializable {

  public FetchedReplica {
    failures = List.copyOf(failures);
  }
}
