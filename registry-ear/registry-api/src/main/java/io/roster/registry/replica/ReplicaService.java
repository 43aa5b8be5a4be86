/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.replica;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The door to everything about replicas. Safe for use by many threads. */
public interface ReplicaService {

  /**
   * Registers a copy, or says anew what is known of it; the answer, its id, comes after the change
   * is durable. A copy that is registered at a place where one was keeps that one's id and load.
   * Returns at once; failures that the request itself does not show complete the stage.
   *
   * @throws io.roster.registry.platform.InvalidRequest when a field is missing, out of range or not
   *     routable
   */
  CompletionStage<UUID> register(ReplicaRegistration registration);

  /** Takes note of a replica's being still there. Returns whether the artifact has it. */
  boolean touch(String artifactId, UUID replica);

  /** Removes a replica. Returns whether the artifact had it. */
  boolean unregister(String artifactId, UUID replica);

  /**
   * Removes one copy of an artifact from a worker: of several the one in the best memory, of those
   * the oldest. Returns whether there was one.
   */
  boolean unregister(HeldCopy copy);

  /**
   * Makes a replica no source of new transports; repeating it is safe. Returns whether there is
   * one.
   *
   * @param artifactId whose it must be, when given
   */
  boolean markUnavailable(UUID replica, Optional<String> artifactId);

  /**
   * Waits until a replica serves nobody, no longer than this. A transport that was permitted before
   * the call is never overlooked, whichever coordinator permitted it.
   */
  CompletionStage<Drain> awaitDrain(UUID replica, Duration longest);

  /** Lists replicas in a stable order. */
  ReplicaPage list(ReplicaQuery query);

  /** Counts the copies of each artifact, in the order of the question; answered from memory. */
  List<ReplicaCount> count(List<String> artifactIds);
}
