/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.registry;

import io.roster.client.Rotation;
import java.time.Duration;
import java.util.Optional;

/** One coordinator of the registry. Every call has a limit of time. For all threads. */
interface Coordinator extends Rotation.Member {

  /** Its {@code host:port}. */
  String endpoint();

  /** Makes sure that it is there and belongs to our cluster. */
  void greet() throws RegistryFailure;

  /**
   * Registers the node.
   *
   * @param previousWorkerId the worker it was before, if the registry has forgotten it
   */
  Registered register(NodeIdentity node, NodeLoad load, Optional<String> previousWorkerId)
      throws RegistryFailure;

  Heard heartbeat(String workerId, NodeIdentity node, Beat beat) throws RegistryFailure;

  /** Says goodbye; a worker that the registry does not know counts as gone. */
  void unregister(String workerId, String requestId) throws RegistryFailure;

  /** Any other call. */
  <T> T ask(Duration limit, Question<T> question) throws RegistryFailure;
}
