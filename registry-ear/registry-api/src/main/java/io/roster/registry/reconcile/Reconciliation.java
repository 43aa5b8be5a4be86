/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.reconcile;

import io.roster.registry.replica.ReplicaView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The outcome of a request.
 *
 * @param retryAfter zero unless the worker is to try later
 * @param stateVersion the registry's version of the inventory now, unsigned
 * @param stateChecksum its checksum now
 * @param changes what was changed, additions first
 * @param expected the registry's whole view, for a worker that must begin anew
 * @param currentRequests how many transports those of the named replicas serve that serve any
 */
public record Reconciliation(
    Result result,
    Duration retryAfter,
    long stateVersion,
    String stateChecksum,
    List<StateChange> changes,
    List<ReplicaView> expected,
    Map<UUID, Long> currentRequests) {

  public Reconciliation {
    currentRequests = Map.copyOf(currentRequests);
    changes = List.copyOf(changes);
    expected = List.copyOf(expected);
  }

  /** The replicas that it names. */
  public Stream<ReplicaView> named() {
    return Stream.concat(
        expected.stream(), changes.stream().flatMap(change -> change.replica().stream()));
  }

  public Reconciliation withCurrentRequests(Map<UUID, Long> counted) {
    return new Reconciliation(
        result, retryAfter, stateVersion, stateChecksum, changes, expected, counted);
  }

  /** How a request ends; a failure is an exception. */
  public enum Result {
    APPLIED,
    NOOP,
    IGNORED_STALE,
    RETRY_LATER,
    REBASE_REQUIRED
  }
}
